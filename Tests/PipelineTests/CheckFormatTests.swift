import RKShared
import Support
import Testing

/// The formats of rk-check, read by others' parsers.
@Suite struct CheckFormatTests {
    /// Names that would be markup somewhere.
    private static let hostile = [
        "package.json": #"{"name": "mono", "private": true, "workspaces": ["*"]}"#,
        "a & b,c:d/package.json":
            #"{"name": "one", "version": "1.0.0", "license": "<x>&\"'%0A]]>\n::error::no\u0007", "dependencies": {"n": "file:x"}}"#,
        "ü/package.json": #"{"name": "two", "version": "1.0.0"}"#,
    ]

    /// Every format is what its readers take, and has all findings.
    @Test func readers() async throws {
        let scene = try await CheckScene(Self.hostile)
        try await scene.sandbox.write("read.py", Self.reader)
        let reply = try await scene.run(
            """
            rk-discover | rk-graph > ../in.json
            for format in json sarif junit github gitlab table; do rk-check --quiet --format $format < ../in.json > ../out.$format; echo "$format $?"; done
            python3 ../read.py .. '\(Programs.root)/.tools/venv/bin/check-jsonschema' '\(Programs.root)/Tests/PipelineTests/Scripts/sarif.schema.json'
            """)
        #expect(reply.text == "json 1\nsarif 1\njunit 1\ngithub 1\ngitlab 1\ntable 1\nread\n", "\(reply.said)")
    }

    /// Reads each report, and compares it with the findings as JSON.
    private static let reader = #"""
        import json, re, subprocess, sys, urllib.parse, xml.etree.ElementTree as xml
        folder, validator, schema = sys.argv[1:]
        text = {name: open(f"{folder}/out.{name}").read() for name in ("json", "sarif", "junit", "github", "gitlab", "table")}
        findings = json.loads(text["json"])["diagnostics"]
        codes = sorted(finding["code"] for finding in findings)
        errors = sum(finding["severity"] == "error" for finding in findings)
        assert len(codes) > 5 and errors == json.loads(text["json"])["counts"]["error"] > 0
        run = json.loads(text["sarif"])["runs"][0]
        assert sorted(result["ruleId"] for result in run["results"]) == codes
        assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
        places = {urllib.parse.unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for result in run["results"]}
        assert "a & b,c:d/package.json" in places and "ü/package.json" in places, places
        subprocess.run([validator, "--schemafile", schema, f"{folder}/out.sarif"], check=True, stdout=subprocess.DEVNULL)
        suites = xml.fromstring(text["junit"])
        cases = suites.findall("./testsuite/testcase")
        assert sorted(case.get("classname") for case in cases) == codes and len(suites.findall(".//failure")) == errors == int(suites.get("failures"))
        assert "a & b,c:d/package.json" in {case.get("file") for case in cases}
        lines = text["github"].splitlines()
        assert len(lines) == len(codes) and all(re.match(r"::(error|warning|notice) file=[^,:]+(,(line|col)=\d+)*,title=RK-[A-Z-]+::", line) for line in lines), lines
        quality = json.loads(text["gitlab"])
        assert sorted(item["check_name"] for item in quality) == codes and len({item["fingerprint"] for item in quality}) == len(codes)
        assert all(item["severity"] in {"info", "minor", "major", "critical", "blocker"} and item["location"]["lines"]["begin"] > 0 for item in quality)
        assert "\x07" not in "".join(text[name] for name in text if name != "json") and len(text["table"].splitlines()) == len(codes) + 3
        print("read")
        """#
}

import RKShared
import Support

/// A pipeline's file as a shell script that runs its jobs in order, each in a fresh clone as a runner has it, with what it sets and no more.
///
/// Programs, tokens and authors come into a job only by the file's own steps. What the file uses and this does not know is a fault.
struct PipelineScript {
    /// What a file has that cannot be run here.
    struct Unknown: Error, CustomStringConvertible {
        /// What it is.
        let description: String
    }

    /// The script: functions `pipeline` for a push, and `preview` for a request.
    private(set) var text = Self.prelude
    /// The steps' own scripts by their paths, as the file has them.
    private(set) var steps: [String: String] = [:]

    /// What every job has. `$RUNS` is where jobs live, `$ORIGIN` the bare repository.
    private static let prelude = #"""
        set -euo pipefail
        export ORIGIN=$(realpath ../origin.git) RUNS=$(realpath ..)/runs FORGE_TOKEN=${GITHUB_TOKEN:-${GITLAB_TOKEN:-}} STEPS=$(realpath ..)
        git config url."$ORIGIN".insteadOf "$FORGE_REMOTE"
        git remote add origin "$FORGE_REMOTE"
        mkdir -p "$RUNS"
        forge() { curl -fsS -X POST "$FORGE/$1" > /dev/null; }
        state() { curl -fsS "$FORGE/_state" > "../$1.state"; }
        begin() {
            export JOB=$RUNS/$RUN/$1
            mkdir -p "$JOB/temp" && cd "$JOB"
            PATH=${PATH#*:}
            unset GITHUB_TOKEN GITLAB_TOKEN CI_JOB_TOKEN "${!GIT_@}"
            export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
        }
        clone() {
            git clone -q "$ORIGIN" tree && cd tree
            git remote set-url origin "$FORGE_REMOTE" && git config url."$ORIGIN".insteadOf "$FORGE_REMOTE"
            if [ -n "${1-}" ]; then git checkout -q "$1"; fi
        }
        output() { sed -n "s/^$2=//p" "$1" 2> /dev/null | tail -n 1; }
        step() {
            export GITHUB_OUTPUT=$JOB/$1.output GITHUB_PATH=$JOB/path GITHUB_STEP_SUMMARY=$JOB/summary.md RUNNER_TEMP=$JOB/temp GITHUB_ACTIONS=true GITHUB_REF_NAME=main
            touch "$GITHUB_PATH"
            PATH="$(tr '\n' ':' < "$GITHUB_PATH")$PATH" bash --noprofile --norc -eo pipefail "$STEPS/steps/$2"
        }

        """#

    /// The root of a file.
    private static func root(of path: String) throws -> YAMLNode {
        guard let root = try YAMLDocument(Files.read("\(Programs.root)/\(path)")).root else {
            throw Unknown(description: "\(path) is empty")
        }
        return root
    }

    /// The values of a mapping as exports.
    private static func exports(_ node: YAMLNode?, _ value: (String) throws -> String) throws -> String {
        try (node?.mapping?.entries ?? []).map { "export \($0.key.text ?? "")=\(try value($0.value.text ?? ""))\n" }.joined()
    }
}

// MARK: GitHub

extension PipelineScript {
    /// A workflow of GitHub Actions.
    static func gitHub(_ path: String, as function: String) throws -> PipelineScript {
        var script = PipelineScript()
        let root = try root(of: path)
        var names: [String] = []
        for job in root["jobs"]?.mapping?.entries ?? [] {
            guard let name = job.key.text else { continue }
            let needs = job.value["needs"]?.sequence?.compactMap(\.text) ?? job.value["needs"]?.text.map { [$0] } ?? []
            guard needs.allSatisfy(names.contains) else { throw Unknown(description: "\(name) stands before what it needs") }
            names.append(name)
            var body = "begin \(name)\n" + (try exports(root["env"], words)) + (try exports(job.value["env"], words))
            for (number, node) in (job.value["steps"]?.sequence ?? []).enumerated() {
                let condition = try node["if"]?.text.map(condition) ?? "true"
                body += "if \(condition); then\n\(try script.step(node, "\(name)-\(number)"))fi\n"
            }
            for output in job.value["outputs"]?.mapping?.entries ?? [] {
                body += "echo \(output.key.text ?? "")=\(try words(output.value.text ?? "")) >> \"$RUNS/$RUN/\(name).outputs\"\n"
            }
            let condition = try job.value["if"]?.text.map(condition) ?? "true"
            script.text += "job_\(name)() {\nif ! \(condition); then return; fi\n\(body)}\n"
        }
        script.text += "\(function)() {\n\(names.map { "(job_\($0))\n" }.joined())}\n"
        return script
    }

    /// A step in the shell.
    private mutating func step(_ node: YAMLNode, _ file: String) throws -> String {
        let environment = try Self.exports(node["env"], Self.words)
        if let run = node["run"]?.text {
            guard !run.contains("${{") else { throw Unknown(description: "an expression in a script: \(run)") }
            steps[file] = run
            return "(\n\(environment)step \(node["id"]?.text ?? file) \(file)\n)\n"
        }
        let with = node["with"]
        let path = try Self.words(with?["path"]?.text ?? "")
        switch node["uses"]?.text?.split(separator: "@").first {
        case "actions/checkout": return "clone \(try Self.words(with?["ref"]?.text ?? ""))\n"
        case "actions/upload-artifact":
            return "mkdir -p \"$RUNS/$RUN/artifacts/\(with?["name"]?.text ?? "")\" && cp \(path) \"$_\"\n"
        case "actions/download-artifact": return "cp \"$RUNS/$RUN/artifacts/\(with?["name"]?.text ?? "")\"/* \(path)\n"
        case "astral-sh/setup-uv": return ":\n"
        case let other: throw Unknown(description: "uses: \(other ?? "nothing")")
        }
    }

    /// A text with expressions as one word of the shell.
    private static func words(_ text: String) throws -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstRange(of: "${{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else { throw Unknown(description: text) }
            result += ShellWord.quoted(String(rest[..<open.lowerBound]))
            result += "\"\(try value(of: rest[open.upperBound..<close.lowerBound].trimmed))\""
            rest = rest[close.upperBound...]
        }
        return result + ShellWord.quoted(String(rest))
    }

    /// What an expression stands for, in the shell.
    private static func value(of expression: String) throws -> String {
        let parts = expression.split(separator: ".").map(String.init)
        switch (parts.count, parts.first, parts.last) {
        case (2, "vars", let name?): return "$\(name)"
        case (2, "github", "token"): return "$FORGE_TOKEN"
        case (2, "github", "head_ref"): return "${HEAD_REF-}"
        case (2, "runner", "temp"): return "$JOB/temp"
        case (4, "needs", let key?): return "$(output \"$RUNS/$RUN/\(parts[1]).outputs\" \(key))"
        case (4, "steps", let key?): return "$(output \"$JOB/\(parts[1]).output\" \(key))"
        default: throw Unknown(description: "the expression \(expression)")
        }
    }

    /// A condition in the shell.
    private static func condition(_ text: String) throws -> String {
        if text == "always()" { return "true" }
        for (sign, test) in [("==", "="), ("!=", "!=")] {
            guard let mark = text.firstRange(of: " \(sign) '"), text.hasSuffix("'") else { continue }
            return "[ \"\(try value(of: String(text[..<mark.lowerBound])))\" \(test) '\(text[mark.upperBound...].dropLast())' ]"
        }
        throw Unknown(description: "the condition \(text)")
    }
}

// MARK: GitLab

extension PipelineScript {
    /// The jobs of GitLab's file, by stages: those of the default branch, and those of merge requests.
    static func gitLab(_ path: String) throws -> PipelineScript {
        var script = PipelineScript()
        let root = try root(of: path)
        let literal = { (text: String) in ShellWord.quoted(text) }
        let stages = root["stages"]?.sequence?.compactMap(\.text) ?? []
        let before = root["default"]?["before_script"]?.sequence?.compactMap(\.text) ?? []
        let jobs = (root.mapping?.entries ?? []).filter { $0.value["script"] != nil }
        let ordered = stages.flatMap { stage in jobs.filter { $0.value["stage"]?.text == stage } }
        guard ordered.count == jobs.count else { throw Unknown(description: "a job has no stage") }
        var functions = ["pipeline": "", "preview": ""]
        for job in ordered {
            guard let name = job.key.text, let rule = job.value["rules"]?.sequence?.first?["if"]?.text else {
                throw Unknown(description: "a job without a rule")
            }
            script.steps[name] = (before + (job.value["script"]?.sequence?.compactMap(\.text) ?? [])).joined(separator: "\n") + "\n"
            var body =
                "begin \(name)\nclone \"$(git -C \"$ORIGIN\" rev-parse \"${HEAD_REF:-main}\")\"\n"
                + (try exports(root["variables"], literal))
            body += """
                export GITLAB_TOKEN=$FORGE_TOKEN CI_PROJECT_URL=${FORGE_REMOTE%.git} CI_COMMIT_SHA=$(git rev-parse HEAD) CI_DEFAULT_BRANCH=main

                """
            for need in job.value["needs"]?.sequence ?? [] {
                let other = need["job"]?.text ?? need.text ?? ""
                if need["artifacts"]?.boolean != false { body += "cp -a \"$RUNS/$RUN/artifacts/\(other)/.\" .\n" }
                body += "if [ -f \"$RUNS/$RUN/\(other).env\" ]; then set -a; . \"$RUNS/$RUN/\(other).env\"; set +a; fi\n"
            }
            body += "step \(name) \(name)\nmkdir -p \"$RUNS/$RUN/artifacts/\(name)\"\n"
            for path in job.value["artifacts"]?["paths"]?.sequence?.compactMap(\.text) ?? [] {
                body += "if [ -e \(path) ]; then cp --parents \(path) \"$RUNS/$RUN/artifacts/\(name)\"; fi\n"
            }
            if let file = job.value["artifacts"]?["reports"]?["dotenv"]?.text { body += "cp \(file) \"$RUNS/$RUN/\(name).env\"\n" }
            script.text += "job_\(name)() {\n\(body)}\n"
            functions[rule.contains("merge_request_event") ? "preview" : "pipeline", default: ""] += "(job_\(name))\n"
        }
        for (name, body) in functions.sorted(by: { $0.key < $1.key }) { script.text += "\(name)() {\n\(body)}\n" }
        return script
    }
}

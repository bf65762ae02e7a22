import RKShared
import Support
import Testing

@testable import rk_show

/// The page, read by Python's parser of HTML.
struct PageTests {
    /// Prints what a page is made of: problems, the tags with their number, the words of the table, the levels of the headings.
    private static let reader = """
        import base64, hashlib, html.parser, json, re, sys
        VOID = {"meta", "input", "br", "col"}
        TAGS = set("html head meta title style body header h1 h2 p bdi ul li b span nav a main section div label input select option output table"
                   " caption colgroup col thead tbody tr th td small code details summary script svg g rect path text br".split())
        class Reader(html.parser.HTMLParser):
            def __init__(self):
                super().__init__(convert_charrefs=True)
                self.open, self.problems, self.tags, self.rows, self.ids, self.links, self.raw = [], [], {}, [], set(), [], {}
                self.policy, self.headings, self.nodes = "", [], []
            def handle_starttag(self, tag, attributes):
                self.tags[tag] = self.tags.get(tag, 0) + 1
                if tag not in TAGS: self.problems.append(f"tag {tag}")
                names = [name for name, _ in attributes]
                if len(set(names)) != len(names): self.problems.append(f"attributes {attributes}")
                for name, value in attributes:
                    if name.startswith("on") or name in {"style", "src", "srcdoc", "action"}: self.problems.append(f"{tag} {name}")
                    if name == "id":
                        if value in self.ids: self.problems.append(f"id {value} twice")
                        self.ids.add(value)
                    if name == "href": self.links.append(value)
                    if name == "content" and ("http-equiv", "Content-Security-Policy") in attributes: self.policy = value
                if tag == "tr": self.rows.append([])
                if tag in {"td", "th"} and self.rows: self.rows[-1].append("")
                if re.fullmatch("h[1-6]", tag): self.headings.append(int(tag[1]))
                if tag not in VOID: self.open.append(tag)
            def handle_startendtag(self, tag, attributes):
                self.handle_starttag(tag, attributes)
                if tag not in VOID: self.open.pop()
            def handle_endtag(self, tag):
                if not self.open or self.open.pop() != tag: self.problems.append(f"end of {tag}")
            def handle_data(self, data):
                if self.open and self.open[-1] in {"script", "style"}: self.raw[self.open[-1]] = self.raw.get(self.open[-1], "") + data
                if self.rows and ("th" in self.open or "td" in self.open): self.rows[-1][-1] += data
            def handle_comment(self, data): self.problems.append("comment")
            def unknown_decl(self, data): self.problems.append("declaration")
        reader = Reader()
        reader.feed(sys.stdin.buffer.read().decode("utf-8"))
        reader.close()
        if reader.open: reader.problems.append(f"open {reader.open}")
        for link in reader.links:
            if link[:1] != "#" or link[1:] not in reader.ids: reader.problems.append(f"link {link}")
        for name in "script", "style":
            digest = base64.b64encode(hashlib.sha256(reader.raw[name].encode()).digest()).decode()
            if f"{name}-src 'sha256-{digest}'" not in reader.policy: reader.problems.append(f"policy of {name}")
        if not reader.policy.startswith("default-src 'none';") or "unsafe" in reader.policy: reader.problems.append(reader.policy)
        json.dump({"problems": reader.problems, "tags": reader.tags, "rows": reader.rows, "headings": reader.headings}, sys.stdout)
        """

    /// What the reader says of a page.
    private func read(_ scene: PlanScene) async throws -> JSONObject {
        var call = Call("python3", ["-c", Self.reader])
        call.input = Array(try scene.rendered("html").utf8)
        return try #require(try JSON(parsing: try await World.live.check(call).output).object)
    }

    /// The words of the table.
    private func rows(_ page: JSONObject) -> [[String]] { page["rows"]?.array?.map { $0.array?.compactMap(\.string) ?? [] } ?? [] }

    /// The cells of a small release.
    @Test func cells() async throws {
        let page = try await read(.release)
        #expect(page["problems"] == .array([]))
        #expect(page["headings"] == .array([.integer(1), .integer(2), .integer(2)]))
        #expect(
            rows(page) == [
                ["Order", "Level", "Package", "Ecosystem", "Current", "Next", "Bump", "Status", "Result", "Reason"],
                ["1", "0", "pypi:base", "uv", "1.0.0", "", "none", "skipped", "", "unchanged"],
                [
                    "2", "1", "pypi:core", "uv", "1.0.0", "1.1.0", "minor", "included", "failed (the build failed)",
                    "commit 0123456 read `<b>` | and, \"write\"and 1 morefedcba9 more",
                ],
                ["3", "2", "npm:@x/cli", "uv", "1.0.0", "1.1.0", "patch", "dependency only", "", "dependency pypi:core"],
                ["4", "3", "pypi:docs", "uv", "1.0.0", "", "none", "excluded", "", "private: a classifier"],
                ["5", "4", "pypi:old", "uv", "1.0.0", "1.1.0", "patch", "already published", "already-published", "manual"],
            ])
    }

    /// Whatever the texts are: no element, attribute, link or script is theirs, and each stands in its cell as it is.
    @Test func hostileTexts() async throws {
        let page = try await read(HostileTests.scene())
        #expect(page["problems"] == .array([]))
        #expect(page["tags"]?.object?["script"] == .integer(1) && page["tags"]?.object?["style"] == .integer(1))
        let rows = rows(page).dropFirst()
        #expect(rows.count == HostileTests.texts.count)
        for (text, row) in zip(HostileTests.texts, rows) {
            #expect(row[2].sameBytes(text.visible) && row[4].sameBytes(text.visible) && row[6].sameBytes(text.visible), "\(row)")
        }
    }

    /// 500 packages with 2,000 dependencies stay far below 2 MB, and the drawing has them all.
    @Test func manyPackages() async throws {
        let scene = Self.large()
        #expect(try scene.rendered("html").utf8.count < 1_000_000)
        let page = try await read(scene)
        #expect(page["problems"] == .array([]))
        #expect(rows(page).count == 501)
        #expect(page["tags"]?.object?["path"] == .integer(scene.document.graph?.edges.count ?? 0))
    }

    /// Ten levels of 50 packages; each needs four of the level below.
    static func large() -> PlanScene {
        let ids = (0..<500).map { "pypi:package-\($0)" }
        var scene = PlanScene(ids)
        let edges = (50..<500).flatMap { index in
            Set([0, 7, 19, 31].map { (index / 50 - 1) * 50 + (index * 3 + $0) % 50 }).sorted().map { (index, $0) }
        }
        scene.document.graph = Graph(
            edges: edges.map { Graph.Edge(from: ids[$0.0], to: ids[$0.1], kinds: [.runtime]) }, order: ids,
            levels: (0..<10).map { Array(ids[$0 * 50..<$0 * 50 + 50]) }, trees: [], cycles: [])
        for id in ids { scene.decide(id, "minor", .commit, commits: ["0123456789": "a subject of the usual length for a commit"]) }
        return scene
    }

    /// In both schemes each text can be read on its ground: contrasts of 4.5 at least (WCAG 2.2, 1.4.3), 3 for lines that mean something.
    @Test(arguments: [0, 1]) func contrasts(scheme: Int) throws {
        let blocks = PageStyle.text.split(separator: ":root {").dropFirst().map { $0.prefix { $0 != "}" } }
        var colours: [String: Double] = [:]
        for entry in blocks[scheme].split(whereSeparator: { ";\n".contains($0) }) {
            let parts = entry.split(separator: ":").map(\.trimmed)
            if parts.count == 2, parts[0].hasPrefix("--") { colours[String(parts[0].dropFirst(2))] = try Self.luminance(parts[1]) }
        }
        let pairs = [
            ("ink", "ground"), ("soft", "ground"), ("link", "ground"), ("ink", "band"), ("soft", "band"), ("link", "band"), ("ink", "mark"),
            ("soft", "mark"), ("link", "mark"), ("green", "green-ground"), ("blue", "blue-ground"), ("violet", "violet-ground"),
            ("red", "red-ground"), ("amber", "amber-ground"), ("ink", "grey-ground"), ("red", "ground"), ("red", "band"),
            ("blue", "ground"),
            ("amber", "ground"), ("ink", "green-ground"), ("soft", "green-ground"), ("ink", "blue-ground"), ("soft", "blue-ground"),
            ("ink", "violet-ground"), ("ink", "red-ground"), ("soft", "red-ground"), ("soft", "violet-ground"),
        ]
        for (text, ground) in pairs {
            let contrast = Self.contrast(try #require(colours[text]), try #require(colours[ground]))
            #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
        }
        for ground in ["ground", "band"] {
            let contrast = Self.contrast(try #require(colours["edge"]), try #require(colours[ground]))
            #expect(contrast >= 3, "edge on \(ground): \(contrast)")
        }
    }

    /// The contrast of two luminances.
    private static func contrast(_ left: Double, _ right: Double) -> Double { (max(left, right) + 0.05) / (min(left, right) + 0.05) }

    /// The relative luminance of `#rgb` or `#rrggbb`; the curve of sRGB is taken as a cubic one, which is near enough for a limit.
    private static func luminance(_ colour: String) throws -> Double {
        let digits = colour.dropFirst().flatMap { colour.count == 4 ? [$0, $0] : [$0] }
        let parts = try stride(from: 0, to: 6, by: 2).map { try #require(Int(String(digits[$0...$0 + 1]), radix: 16)) }
        return zip(parts, [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
            let value = Double(part.0) / 255
            return sum + part.1 * value * value * (value * 0.2 + 0.8)
        }
    }
}

import RKShared
import Support
import Testing

/// An index that wants a login for reading, with real uv: wherever uv finds the login, rk-publish does, and shows it to nobody.
@Suite struct PrivateIndexTests {
    /// How a login is given, with what it takes away from what rk-registry sets.
    static let manners: [(String, String)] = [
        ("variables", ""),
        (
            "netrc",
            #"unset UV_INDEX_RK_USERNAME UV_INDEX_RK_PASSWORD; echo "machine 127.0.0.1 login __token__ password $TWINE_PASSWORD" > "$HOME/.netrc""#
        ),
        (
            "address",
            #"unset UV_INDEX_RK_USERNAME UV_INDEX_RK_PASSWORD UV_INDEX; export RK_REGISTRY="http://__token__:$TWINE_PASSWORD@${RK_REGISTRY#http://}""#
        ),
    ]

    /// Everything is published, installed and imported; the token is in no file and no argument.
    @Test(arguments: manners)
    func published(_ manner: String, _ setup: String) async throws {
        let scene = try await PublishScene(["acme-core": [], "acme-api": ["acme-core"]], tagged: true)
        let hook = #"case $1 in publish | pip) ps -eo args >> ../processes ;; esac"#
        try await scene.run(
            """
            \(setup)
            printf %s "$TWINE_PASSWORD" > ../token
            publish first --verbose --events ../events; cp -r .git/rk ../state; publish second
            """, isGuarded: true, hook: hook, smoke: true)
        let first = try scene.result("first")
        #expect(first.status == 0 && first.count("published") == 2, "\(manner): \(first.errors)")
        #expect(try scene.result("second").count("already-published") == 2)
        let leaks = try await scene.sandbox.shell(
            #"grep -rlF -e "$(cat token)" -e "$(printf '__token__:%s' "$(cat token)" | base64 -w0)" first.json first.err events state calls processes log"#
        )
        #expect(leaks.text == "", "\(manner)")
        #expect(try scene.calls("pip install") == 2)
    }

    /// Without a login the run ends before anything is built, and says what to give.
    @Test func refused() async throws {
        let scene = try await PublishScene(["acme-core": []], tagged: true)
        try await scene.run("unset UV_INDEX_RK_USERNAME UV_INDEX_RK_PASSWORD UV_INDEX; publish first", isGuarded: true)
        let first = try scene.result("first")
        #expect(first.status == 1 && first.codes.contains("RK-CREDENTIALS-REFUSED"), "\(first.errors)")
        #expect(first.errors.contains("UV_INDEX_NAME_PASSWORD"))
        #expect(try scene.calls("build") == 0)
    }
}

import RKShared
import Support
import Testing

/// rk-pin, ended from outside at any moment: the real program on a real repository.
struct PinKillTests {
    /// Makes a repository with a chain of packages and the document `v.json` beside it.
    private func repository() async throws -> Sandbox {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace(
            "repo", ["a": [], "b": ["a>=1"], "c": ["b", "a"], "d": ["c[x]; python_version>'3'"], "e": ["d"], "f": ["e", "a"]])
        try await sandbox.check("rk-discover > ../d.json", in: "repo")
        var document = try Document(parsing: try Files.read("\(sandbox.folder)/d.json"))
        document.versions = (document.packages ?? []).map {
            VersionPlan(package: $0.id, current: $0.version, next: "1.0.1", bump: "patch", reason: .forced)
        }
        try Files.replace("\(sandbox.folder)/v.json", with: document.bytes)
        return sandbox
    }

    /// A kill at 200 random moments; `rk-pin restore` brings back the exact bytes, modes and times, and leaves nothing.
    @Test(.timeLimit(.minutes(30))) func killAtRandom() async throws {
        let sandbox = try await repository()
        let completion = try await sandbox.shell(
            """
            look() { find . -path ./.git -prune -o ! -type d -printf '%p %m %s %y %l %T@\\n' | sort; sha256sum packages/*/* pyproject.toml; }
            look > ../before 2> /dev/null; left=0
            start=$(date +%s%N); rk-pin run -- true < ../v.json || exit 9; span=$(( ($(date +%s%N) - start) * 13 / 10 ))
            for i in {1..200}; do
                rk-pin run -- true < ../v.json 2> /dev/null & pid=$!
                printf -v pause '0.%09d' $(( (RANDOM * 32768 + RANDOM) % span )); sleep $pause
                kill -9 $pid 2> /dev/null; wait $pid 2> /dev/null
                [ -e .git/rk/pins.ndjson ] && left=$((left + 1))
                rk-pin restore -q || { echo "round $i: restore ended with $?"; exit 1; }
                look 2> /dev/null | diff ../before - || { echo "round $i, killed after $pause"; exit 1; }
                [ "$(ls -A .git/rk)" = lock ] || [ ! -e .git/rk ] || { echo "round $i:"; ls -A .git/rk; exit 1; }
            done
            echo "left $left"
            """, in: "repo")
        #expect(completion.succeeded, "\(completion.text)\(String(decoding: completion.errors, as: UTF8.self))")
        let left = completion.text.trimmed.split(separator: " ").last.flatMap { Int($0) } ?? 0
        #expect(left > 0, "none of 200 kills fell between the first edit and the last")
    }

    /// A kill, then the next run instead of a restore: it restores, pins, runs and restores.
    @Test func nextRun() async throws {
        let sandbox = try await repository()
        let completion = try await sandbox.shell(
            """
            for i in {1..10}; do
                rk-pin run -- sh -c 'echo $PPID > ../pid; sleep 30 & echo $! > ../child; wait' < ../v.json 2> /dev/null &
                until [ -s ../child ]; do sleep 0.01; done
                git diff --quiet && exit 2
                kill -9 $(cat ../pid) $(cat ../child); wait; rm ../child
                git diff --quiet && exit 3
                rk-pin run -q -- grep -q 'version = "1.0.1"' packages/f/pyproject.toml < ../v.json || exit 4
                git diff --quiet || exit 5
            done
            """, in: "repo")
        #expect(completion.status == 0, "\(String(decoding: completion.errors, as: UTF8.self))")
    }

    /// SIGINT, SIGTERM and SIGHUP while the command runs and at random moments: the files are as they were as soon as rk-pin has ended.
    @Test(arguments: ["INT", "TERM", "HUP"]) func signals(_ name: String) async throws {
        let sandbox = try await repository()
        let completion = try await sandbox.shell(
            """
            run() { exec env --default-signal=INT,HUP,TERM rk-pin run -- "$@" < ../v.json; }
            (run sh -c 'echo $PPID > ../pid; echo > ../ready; exec sleep 30') & pid=$!
            until [ -e ../ready ]; do sleep 0.01; done
            git diff --quiet && exit 2
            kill -\(name) $(cat ../pid); wait $pid; status=$?
            git diff --quiet && [ -z "$(git status --porcelain)" ] || exit 3
            [ $status = $((128 + $(kill -l \(name)))) ] || exit 4
            for i in {1..30}; do
                (run true) 2> /dev/null & pid=$!
                printf -v pause '0.%06d' $(( RANDOM * 2 )); sleep $pause
                kill -\(name) $pid 2> /dev/null; wait $pid; status=$?
                [ $status = 0 ] || [ $status = $((128 + $(kill -l \(name)))) ] || exit 5
                git diff --quiet && rk-pin check > /dev/null || exit 6
            done
            """, in: "repo")
        #expect(completion.status == 0, "\(completion.text)\(String(decoding: completion.errors, as: UTF8.self))")
    }

    /// A signal during `apply` leaves either all pins, with a status of 0, or none.
    @Test func signalsDuringApply() async throws {
        let sandbox = try await repository()
        let completion = try await sandbox.shell(
            """
            for i in {1..40}; do
                (exec env --default-signal=TERM rk-pin apply < ../v.json > ../out) 2> /dev/null & pid=$!
                printf -v pause '0.%06d' $(( RANDOM * 2 )); sleep $pause
                kill -TERM $pid 2> /dev/null; wait $pid; status=$?
                if [ $status = 0 ]; then [ -s ../out ] && ! git diff --quiet || exit 2; else git diff --quiet && [ ! -s ../out ] || exit 3; fi
                rk-pin restore -q && git diff --quiet || exit 4
            done
            """, in: "repo")
        #expect(completion.status == 0, "\(completion.text)\(String(decoding: completion.errors, as: UTF8.self))")
    }
}

extension RkPin {
    /// The help text between the abstract and the options.
    static let manual = """
        EXAMPLES:
          rk-discover | rk-graph --topo | rk-version | rk-pin | rk-publish
                                                                release what changed
          rk-discover | rk-version | rk-pin | jq .pins          look at what would be written
          rk-discover | rk-graph | rk-version | rk-pin run -- uv build --all-packages
                                                                build with the next versions, and leave the files as they were
          rk-pin check || rk-pin restore                        after a crash

        Without a subcommand this is a filter: it reads the document on stdin and writes it with the section `pins`, and changes no file. \
        Each released package gets its next version, where rk-version computed one, and an exact requirement on each package of the \
        repository that it needs; extras and markers stay.

        Before a file is edited, its bytes are in a journal under the git directory. They come back at the end, on an error, and on \
        SIGINT, SIGTERM and SIGHUP; after a kill or a power cut `rk-pin restore` or the next run brings them back. A file that someone edited \
        meanwhile is never overwritten.
        """
}

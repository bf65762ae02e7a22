/// The stable names of all faults and findings; `Code+Explanation.swift` has a text for each.
public enum Code: String, Sendable, Hashable, CaseIterable {
    // The document
    case documentInvalid = "RK-DOCUMENT-INVALID"
    case documentNewer = "RK-DOCUMENT-NEWER"
    case documentHoldsError = "RK-DOCUMENT-HOLDS-ERROR"
    case inputEmpty = "RK-INPUT-EMPTY"
    case sectionMissing = "RK-SECTION-MISSING"
    // The command line
    case usage = "RK-USAGE"
    case packageUnknown = "RK-PACKAGE-UNKNOWN"
    case groupUnknown = "RK-GROUP-UNKNOWN"
    // Files and processes
    case fileUnreadable = "RK-FILE-UNREADABLE"
    case fileUnwritable = "RK-FILE-UNWRITABLE"
    case pathOutside = "RK-PATH-OUTSIDE"
    case toolMissing = "RK-TOOL-MISSING"
    case toolFailed = "RK-TOOL-FAILED"
    case serviceUnavailable = "RK-SERVICE-UNAVAILABLE"
    case lockHeld = "RK-LOCK-HELD"
    case defect = "RK-DEFECT"
    // Configuration
    case configSyntax = "RK-CONFIG-SYNTAX"
    case configKeyUnknown = "RK-CONFIG-KEY-UNKNOWN"
    case configValue = "RK-CONFIG-VALUE"
    // Ecosystems of one's own
    case pluginUnnamed = "RK-PLUGIN-UNNAMED"
    case pluginFailed = "RK-PLUGIN-FAILED"
    case pluginAnswer = "RK-PLUGIN-ANSWER"
    case pluginProtocol = "RK-PLUGIN-PROTOCOL"
    // Discovery
    case repositoryMissing = "RK-REPOSITORY-MISSING"
    case workspaceNone = "RK-WORKSPACE-NONE"
    case workspaceInvalid = "RK-WORKSPACE-INVALID"
    case workspaceNested = "RK-WORKSPACE-NESTED"
    case manifestUnreadable = "RK-MANIFEST-UNREADABLE"
    case manifestTooLarge = "RK-MANIFEST-TOO-LARGE"
    case manifestSyntax = "RK-MANIFEST-SYNTAX"
    case manifestInvalid = "RK-MANIFEST-INVALID"
    case packageDuplicate = "RK-PACKAGE-DUPLICATE"
    case requirementSyntax = "RK-REQUIREMENT-SYNTAX"
    case versionDynamic = "RK-VERSION-DYNAMIC"
    // The graph
    case graphCycle = "RK-GRAPH-CYCLE"
    case graphSelfDependency = "RK-GRAPH-SELF-DEPENDENCY"
    // Version control
    case repositoryMoved = "RK-REPOSITORY-MOVED"
    case historyFailed = "RK-HISTORY-FAILED"
    case historyShallow = "RK-HISTORY-SHALLOW"
    case bootstrapUnknown = "RK-BOOTSTRAP-UNKNOWN"
    // Versions
    case versionInvalid = "RK-VERSION-INVALID"
    case versionNeverReleased = "RK-VERSION-NEVER-RELEASED"
    case versionUntagged = "RK-VERSION-UNTAGGED"
    case tagCollision = "RK-TAG-COLLISION"
    case tagInvalid = "RK-TAG-INVALID"
    // Pins
    case pinImpossible = "RK-PIN-IMPOSSIBLE"
    case pinConflict = "RK-PIN-CONFLICT"
    case pinLeft = "RK-PIN-LEFT"
    // Publishing
    case treeDirty = "RK-TREE-DIRTY"
    case lockfileStale = "RK-LOCKFILE-STALE"
    case credentialsMissing = "RK-CREDENTIALS-MISSING"
    case credentialsRefused = "RK-CREDENTIALS-REFUSED"
    case artifactsLeft = "RK-ARTIFACTS-LEFT"
    case artifactWrong = "RK-ARTIFACT-WRONG"
    case buildFailed = "RK-BUILD-FAILED"
    case uploadFailed = "RK-UPLOAD-FAILED"
    case registryUnknown = "RK-REGISTRY-UNKNOWN"
    case registryLag = "RK-REGISTRY-LAG"
    case rateLimited = "RK-RATE-LIMITED"
    case digestDiffers = "RK-DIGEST-DIFFERS"
    case bumpForgotten = "RK-BUMP-FORGOTTEN"
    case releaseIncomplete = "RK-RELEASE-INCOMPLETE"
    case dependencyUnreleased = "RK-DEPENDENCY-UNRELEASED"
    case smokeTestFailed = "RK-SMOKE-TEST-FAILED"
    case deadlinePassed = "RK-DEADLINE-PASSED"
    case cancelled = "RK-CANCELLED"
    case journalInvalid = "RK-JOURNAL-INVALID"
    case pinsMissing = "RK-PINS-MISSING"
    case pinsUncommitted = "RK-PINS-UNCOMMITTED"
    case accessMissing = "RK-ACCESS-MISSING"
    case versionRetracted = "RK-VERSION-RETRACTED"
    case tagTaken = "RK-TAG-TAKEN"
    // The release flow
    case recordInvalid = "RK-RECORD-INVALID"
    case recordContradicted = "RK-RECORD-CONTRADICTED"
    case changelogUnreadable = "RK-CHANGELOG-UNREADABLE"
    case actionFailed = "RK-ACTION-FAILED"
    case branchForeign = "RK-BRANCH-FOREIGN"
    case forgeUnknown = "RK-FORGE-UNKNOWN"
    case forgeRefused = "RK-FORGE-REFUSED"
    case umbrellaMissing = "RK-UMBRELLA-MISSING"
    case extraFileUnchanged = "RK-EXTRA-FILE-UNCHANGED"
    case requirementKept = "RK-REQUIREMENT-KEPT"
    case assetMissing = "RK-ASSET-MISSING"
    case templateInvalid = "RK-TEMPLATE-INVALID"
    // Undoing a release
    case undoNothing = "RK-UNDO-NOTHING"
    case undoForward = "RK-UNDO-FORWARD"
    case undoBreaks = "RK-UNDO-BREAKS"
    case undoConflict = "RK-UNDO-CONFLICT"
    case undoImpossible = "RK-UNDO-IMPOSSIBLE"
    // Checks
    case licenseMissing = "RK-LICENSE-MISSING"
    case licenseUnknown = "RK-LICENSE-UNKNOWN"
    case readmeMissing = "RK-README-MISSING"
    case metadataMissing = "RK-METADATA-MISSING"
    case metadataInvalid = "RK-METADATA-INVALID"
    case privateMissing = "RK-PRIVATE-MISSING"
    case typesUnmarked = "RK-TYPES-UNMARKED"
    case dependencyPrivate = "RK-DEPENDENCY-PRIVATE"
    case dependencyUnpublishable = "RK-DEPENDENCY-UNPUBLISHABLE"
    case requirementUnmet = "RK-REQUIREMENT-UNMET"
    case requirementPrerelease = "RK-REQUIREMENT-PRERELEASE"
    case peerExact = "RK-PEER-EXACT"
    case nameClash = "RK-NAME-CLASH"
    case nameConvention = "RK-NAME-CONVENTION"
    case versionUneven = "RK-VERSION-UNEVEN"
    case versionTaken = "RK-VERSION-TAKEN"
    case remoteUnreachable = "RK-REMOTE-UNREACHABLE"
    case releaseElsewhere = "RK-RELEASE-ELSEWHERE"
    case vulnerabilityKnown = "RK-VULNERABILITY-KNOWN"
    case tokenLongLived = "RK-TOKEN-LONG-LIVED"
    case checkSkipped = "RK-CHECK-SKIPPED"
    // The first configuration
    case configPresent = "RK-CONFIG-PRESENT"
    case settingLost = "RK-SETTING-LOST"
    case peerMissing = "RK-PEER-MISSING"

    /// How a program ends that cannot go on because of this.
    public var exitStatus: ExitStatus {
        switch self {
        case .inputEmpty: .noInput
        case .usage, .packageUnknown, .groupUnknown: .usage
        case .fileUnreadable, .fileUnwritable: .inputOutput
        case .toolMissing, .serviceUnavailable, .toolFailed, .historyFailed, .pluginFailed, .pluginProtocol: .unavailable
        case .defect: .defect
        case .configSyntax, .configKeyUnknown, .configValue, .bootstrapUnknown, .registryUnknown, .pluginUnnamed, .templateInvalid,
            .peerMissing:
            .badConfiguration
        case .lockHeld, .deadlinePassed, .rateLimited: .tryAgain
        case .credentialsMissing, .credentialsRefused: .notAuthorised
        case .actionFailed, .forgeRefused, .remoteUnreachable: .unavailable
        case .releaseElsewhere: .tryAgain
        default: .badDocument
        }
    }
}

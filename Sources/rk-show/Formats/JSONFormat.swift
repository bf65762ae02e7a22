import RKShared

/// The plan for programs. It has no field `rk`, so no stage takes it for the document.
enum JSONFormat: PlanFormat {
    static let name = "json"

    static func render(_ plan: ReleasePlan) -> String {
        var counts = JSONObject()
        for status in PlanRow.Status.allCases { counts[status.rawValue] = .integer(0) }
        for (status, count) in plan.counts { counts[status.rawValue] = .integer(count) }
        let view = JSONObject([
            "counts": .object(counts), "left_out": .strings(plan.leftOut), "packages": .array(plan.rows.map(json)),
        ])
        return String(decoding: JSON.object(view).documentBytes, as: UTF8.self)
    }

    /// A row.
    private static func json(of row: PlanRow) -> JSON {
        .object(
            JSONObject([
                "order": .integer(row.order), "level": row.level.map { .integer($0) } ?? .null, "id": .string(row.package.id),
                "name": .string(row.package.name), "ecosystem": .string(row.package.ecosystem), "current": .optional(row.current),
                "next": .optional(row.next), "bump": .optional(row.bump), "status": .string(row.status.rawValue),
                "reason": .string(row.reason), "because": .array(row.causes.map(json)), "why": .optional(row.why),
                "result": .optional(row.result?.status.rawValue),
            ]))
    }

    /// A cause, as an object whose key says of what kind it is.
    private static func json(of cause: PlanRow.Cause) -> JSON {
        switch cause {
        case .commit(let id, let subject): .object(JSONObject(["commit": .string(id), "subject": .optional(subject)]))
        case .package(let id): .object(JSONObject(["package": .string(id)]))
        case .rule(let rule): .object(JSONObject(["rule": .string(rule)]))
        }
    }
}

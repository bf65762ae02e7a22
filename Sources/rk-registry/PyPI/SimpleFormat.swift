import RKShared

/// The forms in which the Simple API answers (PEP 691), and how a client's Accept header chooses one.
enum SimpleFormat: String, CaseIterable, Sendable {
    /// What clients without wishes get, first in a tie.
    case plainHTML = "text/html"
    /// What current clients prefer (PEP 691).
    case json = "application/vnd.pypi.simple.v1+json"
    /// The links under their versioned name.
    case html = "application/vnd.pypi.simple.v1+html"

    /// The best form for an Accept header, nil if the client takes none of them; quality 0 means "not this".
    init?(accept: String?) {
        guard let accept, !accept.trimmed.isEmpty else {
            self = .plainHTML
            return
        }
        let ranges = accept.prefix(4096).split(separator: ",").map { MediaRange($0) }
        let rated = Self.allCases.map { format in
            (
                format,
                ranges.max { ($0.specificity(for: format), $0.quality) < ($1.specificity(for: format), $1.quality) }?.rating(of: format)
                    ?? 0
            )
        }
        let best = rated.reduce(into: (Self.plainHTML, 0.0)) { best, next in if next.1 > best.1 { best = next } }
        guard best.1 > 0 else { return nil }
        self = best.0
    }

    /// The form that the `format` query parameter names, `latest` standing for version 1.
    init?(parameter: String) {
        self.init(rawValue: parameter.replacing("simple.latest", with: "simple.v1"))
    }

    /// One range of an Accept header with its quality.
    private struct MediaRange {
        /// The media type.
        let type: String
        /// Its weight, from 0 to 1.
        let quality: Double

        /// Reads `type/subtype;q=0.5`; an unreadable quality counts as 0.
        init(_ text: Substring) {
            let (value, parameters) = parseHeaderValue(String(text))
            type = value.lowercased().replacing("simple.latest", with: "simple.v1")
            quality = parameters["q"].map { Double($0) ?? 0 } ?? 1
        }

        /// 3 for the type itself, 2 for `text/*`, 1 for `*/*`, 0 if it does not match.
        func specificity(for format: SimpleFormat) -> Int {
            if type == format.rawValue { return 3 }
            if type == "*/*" { return 1 }
            return type.hasSuffix("/*") && format.rawValue.hasPrefix(type.dropLast()) ? 2 : 0
        }

        /// The quality that it gives to a form.
        func rating(of format: SimpleFormat) -> Double {
            specificity(for: format) > 0 ? quality : 0
        }
    }
}

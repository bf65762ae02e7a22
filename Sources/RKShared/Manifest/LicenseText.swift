/// The text of a licence, as a file LICENSE has it.
public enum LicenseText {
    /// How the text of a licence is known.
    private struct Kind {
        /// The SPDX identifier.
        let identifier: String
        /// What stands in it, in lower case with single blanks.
        let marks: [String]
        /// What does not.
        var absent: [String] = []
        /// How many words the unchanged text has at most; more say something besides.
        let maximumWords: Int
    }

    /// The texts that cannot be mistaken. Those of the GPL are not among them: they do not tell whether later versions are allowed.
    private static let kinds = [
        Kind(
            identifier: "Apache-2.0",
            marks: ["apache license version 2.0, january 2004", "end of terms and conditions", "grant of patent license"],
            maximumWords: 1800),
        Kind(
            identifier: "MIT",
            marks: [
                "permission is hereby granted, free of charge, to any person obtaining a copy",
                "the above copyright notice and this permission notice", "the software is provided \"as is\"",
            ], absent: ["advertis"], maximumWords: 260),
        Kind(
            identifier: "BSD-3-Clause",
            marks: ["redistributions of source code must retain", "redistributions in binary form must reproduce", "neither the name"],
            absent: ["all advertising materials", "nuclear", "patent"], maximumWords: 320),
        Kind(
            identifier: "BSD-2-Clause",
            marks: ["redistributions of source code must retain", "redistributions in binary form must reproduce"],
            absent: ["neither the name", "all advertising materials", "may not be used", "patent", "views and conclusions"],
            maximumWords: 270),
        Kind(
            identifier: "ISC",
            marks: [
                "permission to use, copy, modify, and", "for any purpose with or without fee is hereby granted, provided that the above",
            ], maximumWords: 180),
        Kind(
            identifier: "MPL-2.0",
            marks: ["mozilla public license version 2.0", "exhibit b - \"incompatible with secondary licenses\" notice"],
            maximumWords: 2700),
        Kind(
            identifier: "Unlicense", marks: ["this is free and unencumbered software released into the public domain"], maximumWords: 280),
    ]

    /// The SPDX identifier of a text that is one licence and nothing else; nil where that is not beyond doubt.
    public static func identifier(of bytes: [UInt8]) -> String? {
        guard bytes.count <= 65_536 else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).lowercased().replacing("\u{201C}", with: "\"").replacing("\u{201D}", with: "\"")
            .split(whereSeparator: \.isWhitespace)
        let text = words.joined(separator: " ")
        let found = kinds.filter { kind in
            words.count <= kind.maximumWords && kind.marks.allSatisfy { text.contains($0) } && !kind.absent.contains { text.contains($0) }
        }
        return found.count == 1 ? found.first?.identifier : nil
    }
}

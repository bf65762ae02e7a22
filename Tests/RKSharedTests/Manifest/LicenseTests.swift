import Testing

@testable import RKShared

/// Expressions and texts of licences.
struct LicenseTests {
    /// Expressions that are right, with their canonical spelling.
    @Test(arguments: [
        "MIT": "MIT", "mit": "MIT", "apache-2.0 or mit": "Apache-2.0 OR MIT",
        "(MIT OR Apache-2.0) AND BSD-3-Clause": "(MIT OR Apache-2.0) AND BSD-3-Clause",
        "GPL-2.0-or-later WITH Classpath-exception-2.0": "GPL-2.0-or-later WITH Classpath-exception-2.0", "GPL-2.0+": "GPL-2.0+",
        "LGPL-2.1": "LGPL-2.1",
        "LicenseRef-Acme.1": "LicenseRef-Acme.1", "DocumentRef-a:LicenseRef-b": "DocumentRef-a:LicenseRef-b", "MPL-2.0+": "MPL-2.0+",
    ]) func expressions(text: String, canonical: String) {
        #expect(SPDXExpression(text)?.canonical == canonical)
    }

    /// Texts that are none, however deep.
    @Test(arguments: [
        "", "Apache 2.0", "MIT OR", "OR MIT", "MIT MIT", "(MIT", "MIT)", "()", "MIT WITH MIT", "Classpath-exception-2.0",
        "(MIT) WITH Classpath-exception-2.0",
        "MIT WITH Classpath-exception-2.0 WITH Classpath-exception-2.0", "LicenseRef-", "LicenseRef-a b", "MIT/Apache-2.0", "MI\u{0301}T",
        String(repeating: "(", count: 100_000),
    ]) func noExpressions(text: String) {
        #expect(SPDXExpression(text) == nil)
    }

    /// Usual names that can mean one licence alone.
    @Test(arguments: [
        ("Apache License, Version 2.0", "Apache-2.0"), ("The MIT License", "MIT"), ("Apache 2", "Apache-2.0"),
        ("BSD-3 Clause", "BSD-3-Clause"), ("BSD", nil),
        ("GPLv3", nil), ("", nil), ("Apache", nil),
    ]) func names(name: String, identifier: String?) {
        #expect(SPDXExpression.identifier(ofName: name) == identifier)
    }

    /// A text is a licence where it says that and nothing else.
    @Test func texts() {
        let mit = """
            Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it without restriction.
            The above copyright notice and this permission notice shall be included. THE SOFTWARE IS PROVIDED \u{201C}AS IS\u{201D}.
            """
        let bsd = "Redistributions of source code must retain the above. Redistributions in binary form must reproduce the above."
        let table: [(String, String?)] = [
            (mit, "MIT"), (mit.uppercased(), "MIT"), (bsd, "BSD-2-Clause"), (bsd + " Neither the name of Ada", "BSD-3-Clause"),
            (mit + bsd, nil),
            (bsd + " All advertising materials", nil), (mit + String(repeating: " more", count: 300), nil),
            ("GNU GENERAL PUBLIC LICENSE Version 3", nil),
            ("", nil), (String(repeating: mit, count: 1000), nil),
        ]
        for (text, identifier) in table { #expect(LicenseText.identifier(of: Array(text.utf8)) == identifier, "\(text.prefix(60))") }
    }
}

import Testing

@testable import RKShared

/// What the TOML reader refuses, and how it says so.
struct TOMLErrorTests {
    /// Everything that TOML 1.0 forbids is refused at its place, with a message that says what is wrong.
    @Test(
        arguments: [
            ("a = foo", 1, 5, "'foo' is not a value"),
            ("a = “x”", 1, 5, "'“' is a typographic quotation mark"),
            ("“a” = 1", 1, 1, "'“' is a typographic quotation mark"),
            ("a : 1", 1, 3, "expected '=' after the key 'a', found ':'"),
            ("a", 1, 2, "the key 'a' has no value"),
            ("a =", 1, 4, "the key 'a' has no value"),
            ("a b = 1", 1, 3, "expected '=' after the key 'a', found 'b'"),
            ("= 1", 1, 1, "there is no key before '='"),
            ("[]", 1, 2, "the header has no name"),
            ("[a", 1, 3, "expected ']' to close the header, found the end of the file"),
            ("[[a]", 1, 4, "expected ']]' to close the header, found ']'"),
            ("[a] x=1", 1, 5, "expected the end of the line after the header, found 'x'"),
            ("a = \"x", 1, 5, "the string is not closed on its line"),
            ("a = \"\"\"x\n\ny", 1, 5, "the multi-line string is never closed"),
            ("a = 'x\n", 1, 5, "the string is not closed on its line"),
            ("a = [1, 2", 1, 5, "the array is never closed"),
            ("a = [1 2]", 1, 8, "expected ',' or ']' in the array, found '2'"),
            ("a = [1\nb = 2", 2, 1, "expected ',' or ']' in the array, found 'b'"),
            ("a = {x = 1", 1, 5, "the inline table is never closed"),
            ("a = {x = 1,}", 1, 11, "an inline table must not end in a comma"),
            ("a = {\nx=1}", 1, 6, "an inline table must end on the line where its '{' is"),
            ("a = {x=1 y=2}", 1, 10, "expected ',' or '}' in the inline table, found 'y'"),
            ("a=1\nb=2\na=3", 3, 1, "the key 'a' is already set on line 1"),
            ("[a]\n[b]\n[a]", 3, 2, "the key 'a' is already defined as a table on line 1"),
            ("a={}\n[a.b]", 2, 2, "the key 'a' is already set to an inline table on line 1 and cannot be added to"),
            ("a=1\na.b=2", 2, 1, "the key 'a' is already set to a value on line 1 and cannot be added to"),
            ("[[a]]\n[a]", 2, 2, "the key 'a' is already defined as an array of tables on line 1"),
            ("[a]\n[[a]]", 2, 3, "the key 'a' is already defined as a table on line 1"),
            ("a.b=1\n[a]", 2, 2, "the key 'a' is already defined as a table on line 1"),
            ("[a.b]\n[a]\nb.c=1", 3, 1, "the key 'b' is already defined as a table on line 1"),
            ("a = 1.2.3", 1, 5, "'1.2.3' is not a value"),
            ("a = 01", 1, 5, "a number must not begin with 0"),
            ("a = 1_", 1, 5, "an underscore in a number needs a digit on either side"),
            ("a = 1__0", 1, 5, "an underscore in a number needs a digit on either side"),
            ("a = 0x", 1, 5, "a digit is missing after '0x'"),
            ("a = 0xG", 1, 5, "'0xG' is not a number in base 16"),
            ("a = +0x1", 1, 5, "a number in base 16 cannot have a sign"),
            ("a = 9223372036854775808", 1, 5, "the number 9223372036854775808 does not fit into 64 bits"),
            ("a = 1.", 1, 5, "a float needs a digit after '.'"),
            ("a = .5", 1, 5, "'.5' is not a value"),
            ("a=1e", 1, 3, "'1e' is not a value"),
            ("a = 2024-02-30", 1, 5, "there is no day 30 in the month of '2024-02-30'"),
            ("a = 2024-13-01", 1, 5, "there is no month 13 in '2024-13-01'"),
            ("a=07:32", 1, 3, "the time '07:32' has no seconds"),
            ("a = 25:00:00", 1, 5, "there is no such time of day as in '25:00:00'"),
            ("a = 2024-01-01T", 1, 5, "'2024-01-01T' is not a date or time"),
            ("a = 2024-01-0", 1, 5, "'2024-01-0' is not a date or time"),
            ("a = True", 1, 5, "'True' is not a value"),
            ("a = null", 1, 5, "'null' is not a value"),
            ("a = yes", 1, 5, "'yes' is not a value"),
            ("a = \"\\q\"", 1, 6, "a backslash cannot stand before 'q'"),
            ("a = \"\\ud800\"", 1, 6, "\\ud800 is not a Unicode scalar value"),
            ("a = \"\\u12\"", 1, 6, "the escape needs 4 hexadecimal digits, found '\"'"),
            ("a = \"x\u{1}\"", 1, 7, "a string must not contain the control character U+0001"),
            ("# \u{1}", 1, 3, "a comment must not contain the control character U+0001"),
            ("a = 1\rb = 2", 1, 6, "a carriage return must be followed by a line feed"),
            ("a = 1 b = 2", 1, 7, "expected the end of the line after the value, found 'b'"),
            ("\"\"\"a\"\"\" = 1", 1, 1, "a key cannot be a multi-line string"),
            ("é = 1", 1, 1, "a key without quotes cannot contain 'é'"),
            ("a. = 1", 1, 4, "there is no key before '='"),
            ("a..b = 1", 1, 3, "expected a key, found '.'"),
            (".a=1", 1, 1, "expected a key, found '.'"),
            ("a = ,", 1, 5, "expected a value for 'a', found ','"),
            ("a = ]", 1, 5, "expected a value for 'a', found ']'"),
            ("a = 0o8", 1, 5, "'0o8' is not a number in base 8"),
            ("a = [,]", 1, 6, "expected an element of the array, found ','"),
            ("a = {,}", 1, 6, "expected a key, found ','"),
            ("a = {x}", 1, 7, "expected '=' after the key 'x', found '}'"),
            ("a = {x = }", 1, 10, "expected a value for 'x', found '}'"),
            ("a = \"x\" \"y\"", 1, 9, "expected the end of the line after the value, found '\"'"),
            ("a = inf1", 1, 5, "'inf1' is not a value"),
            ("a = NaN", 1, 5, "'NaN' is not a value"),
            ("a = -", 1, 5, "'-' is not a value"),
            ("a = 1979-05-27 7:32:00", 1, 16, "expected the end of the line after the value, found '7'"),
            ("\u{0}", 1, 1, "expected a key, found the control character U+0000"),
            ("a = \"a\rb\"", 1, 7, "a string must not contain the control character U+000D"),
            ("a = \"\"\"a\rb\"\"\"", 1, 9, "a carriage return must be followed by a line feed"),
            ("a\n= 1", 1, 2, "the key 'a' has no value"),
            ("a = \n1", 1, 5, "the key 'a' has no value"),
            ("a = \"\\", 1, 5, "the string is not closed on its line"),
            ("a = \"\"\"\\", 1, 5, "the multi-line string is never closed"),
            ("a = [#x\u{1}\n]", 1, 8, "a comment must not contain the control character U+0001"),
            ("a = {x = 1 #", 1, 12, "an inline table must end on the line where its '{' is"),
            ("a = \"x”", 1, 5, "the string is not closed on its line"),
            ("a = [\n  1,\nb = 2", 3, 1, "expected an element of the array, found the key 'b'"),
            ("a = /tmp", 1, 5, "expected a value for 'a', found '/'"),
            ("a = \"C:\\Users\"", 1, 8, "the escape needs 8 hexadecimal digits, found 's'"),
            ("a = 1\na = 2", 2, 1, "the key 'a' is already set on line 1"),
            ("a.b = 1\na.b.c = 2", 2, 3, "the key 'b' is already set to a value on line 1 and cannot be added to"),
            ("a = [1]\n[[a]]", 2, 3, "the key 'a' is already set on line 1"),
            ("a = [{}]\n[a.b]", 2, 2, "the key 'a' is already set to a value on line 1 and cannot be added to"),
            ("[a]\nb = 1\n[a.b]", 3, 4, "the key 'b' is already set on line 2"),
            ("[a]\nb.c = 1\n[a.b]", 3, 4, "the key 'b' is already defined as a table on line 2"),
            ("[a]\nb.c.d = 1\n[a.b.c]", 3, 6, "the key 'c' is already defined as a table on line 2"),
            ("[[a]]\n[[a.b]]\n[a.b]", 3, 4, "the key 'b' is already defined as an array of tables on line 2"),
            ("[[a]]\n[a.b]\n[[a.b]]", 3, 5, "the key 'b' is already defined as a table on line 2"),
            ("[[a.b]]\n[a]\nb.x = 1", 3, 1, "the key 'b' is already defined as an array of tables on line 1"),
            ("[a.b.c]\nz = 1\n[a]\nb.c.t = 1", 4, 3, "the key 'c' is already defined as a table on line 1"),
            ("a = {x = 1, x = 2}", 1, 13, "the key 'x' is already set on line 1"),
            ("a = {x = {y = 1}, x.z = 2}", 1, 19, "the key 'x' is already set to an inline table on line 1 and cannot be added to"),
            ("a = {x.y = 1, x = 2}", 1, 15, "the key 'x' is already defined as a table on line 1"),
            ("a = {x = 1}\na.y = 2", 2, 1, "the key 'a' is already set to an inline table on line 1 and cannot be added to"),
            ("\"a\" = 1\na = 2", 2, 1, "the key 'a' is already set on line 1"),
            ("[a.]", 1, 4, "expected a key, found ']'"),
            ("[a b]", 1, 4, "expected ']' to close the header, found 'b'"),
            ("[a]]", 1, 4, "expected the end of the line after the header, found ']'"),
            ("[[a] ]", 1, 4, "expected ']]' to close the header, found ']'"),
            ("[ [a]]", 1, 3, "expected a key, found '['"),
            ("[\"a]", 1, 2, "the string is not closed on its line"),
            ("a = 0b2", 1, 5, "'0b2' is not a number in base 2"),
            ("a = 0XFF", 1, 5, "'0XFF' is not a value"),
            ("a = 0x_1", 1, 5, "an underscore in a number needs a digit on either side"),
            ("a = 0x1_", 1, 5, "a number must not end in an underscore"),
            ("a = -0b1", 1, 5, "a number in base 2 cannot have a sign"),
            ("a = 1e_1", 1, 5, "'1e_1' is not a value"),
            ("a = 1_.5", 1, 5, "an underscore in a number needs a digit on either side"),
            ("a = 1._5", 1, 5, "'1._5' is not a value"),
            ("a = 00.5", 1, 5, "a number must not begin with 0"),
            ("a = 1.e5", 1, 5, "'1.e5' is not a value"),
            ("a = ++1", 1, 5, "'++1' is not a value"),
            ("a = infinity", 1, 5, "'infinity' is not a value"),
            ("a = 0xFFFFFFFFFFFFFFFF", 1, 5, "the number 0xFFFFFFFFFFFFFFFF does not fit into 64 bits"),
            ("a = -9223372036854775809", 1, 5, "the number -9223372036854775809 does not fit into 64 bits"),
            ("a = 2023-02-29", 1, 5, "there is no day 29 in the month of '2023-02-29'"),
            ("a = 1900-02-29", 1, 5, "there is no day 29 in the month of '1900-02-29'"),
            ("a = 2024-00-10", 1, 5, "there is no month 0 in '2024-00-10'"),
            ("a = 2024-01-00", 1, 5, "there is no day 0 in the month of '2024-01-00'"),
            ("a = 2024-1-01", 1, 5, "'2024-1-01' is not a date or time"),
            ("a = 2024-01-01T24:00:00", 1, 5, "there is no such time of day as in '2024-01-01T24:00:00'"),
            ("a = 2024-01-01T00:60:00", 1, 5, "there is no such time of day as in '2024-01-01T00:60:00'"),
            ("a = 2024-01-01T00:00:61", 1, 5, "there is no such time of day as in '2024-01-01T00:00:61'"),
            ("a = 2024-01-01T00:00", 1, 5, "the time '2024-01-01T00:00' has no seconds"),
            ("a = 2024-01-01T00:00:00+24:00", 1, 5, "'2024-01-01T00:00:00+24:00' is not a date or time"),
            ("a = 2024-01-01T00:00:00+0100", 1, 5, "'2024-01-01T00:00:00+0100' is not a date or time"),
            ("a = 2024-01-01T00:00:00.", 1, 5, "'2024-01-01T00:00:00.' is not a date or time"),
            ("a = 2024-01-01T00:00:00X", 1, 5, "'2024-01-01T00:00:00X' is not a date or time"),
            ("a = 2024-01-01x", 1, 5, "'2024-01-01x' is not a date or time"),
            ("a = 07:32:00Z", 1, 5, "'07:32:00Z' is not a date or time"),
            ("a = 7:32:00", 1, 5, "'7:32:00' is not a value"),
            ("a = \"\\x41\"", 1, 6, "a backslash cannot stand before 'x'"),
            ("a = \"\\e\"", 1, 6, "a backslash cannot stand before 'e'"),
            ("a = \"\\U00110000\"", 1, 6, "\\U00110000 is not a Unicode scalar value"),
            ("a = \"\\uD800\\uDC00\"", 1, 6, "\\uD800 is not a Unicode scalar value"),
            ("a = \"\"\"\\ x\"\"\"", 1, 8, "a backslash cannot stand before ' '"),
            ("a = \"\"\"\u{7F}\"\"\"", 1, 8, "a string must not contain the control character U+007F"),
            ("a = '\u{1F}'", 1, 6, "a string must not contain the control character U+001F"),
            ("a = '''x", 1, 5, "the multi-line string is never closed"),
            ("a = '''\u{B}'''", 1, 8, "a string must not contain the control character U+000B"),
            ("a = \"\"x", 1, 7, "expected the end of the line after the value, found 'x'"),
            ("a = \"\"\"x\"\"\"\"\"\"", 1, 14, "expected the end of the line after the value, found '\"'"),
            ("# a\rb", 1, 4, "a comment must not contain the control character U+000D"),
            ("a = 1 # \u{7F}", 1, 9, "a comment must not contain the control character U+007F"),
            ("\r", 1, 1, "a carriage return must be followed by a line feed"),
            ("a = [1,,2]", 1, 8, "expected an element of the array, found ','"),
            ("a = {", 1, 5, "the inline table is never closed"),
            ("a = {x = 1, # c", 1, 13, "an inline table must end on the line where its '{' is"),
            ("a = {x = 1\n}", 1, 11, "an inline table must end on the line where its '{' is"),
            ("a = {x: 1}", 1, 7, "expected '=' after the key 'x', found ':'"),
            ("a = {x = 1 y = 2}", 1, 12, "expected ',' or '}' in the inline table, found 'y'"),
            ("a = TRUE", 1, 5, "'TRUE' is not a value"),
            ("a = on", 1, 5, "'on' is not a value"),
            ("a = none", 1, 5, "'none' is not a value"),
            ("a = Infinity", 1, 5, "'Infinity' is not a value"),
            ("\"a\nb\" = 1", 1, 1, "the string is not closed on its line"),
            ("'''a''' = 1", 1, 1, "a key cannot be a multi-line string"),
            ("a = b = 1", 1, 5, "'b' is not a value"),
            ("a == 1", 1, 4, "expected a value for 'a', found '='"),
            ("a = @", 1, 5, "expected a value for 'a', found '@'"),
            ("a = !x", 1, 5, "expected a value for 'a', found '!'"),
            ("[a]\n\n  [a]", 3, 4, "the key 'a' is already defined as a table on line 1"),
            ("x = 1\n[y]\nz = 1\nz = 2", 4, 1, "the key 'z' is already set on line 3"),
        ] as [(String, Int, Int, String)])
    func faultNamesPlace(text: String, line: Int, column: Int, message: String) {
        let fault = #expect(throws: SyntaxFault.self) { try TOMLDocument(Array(text.utf8)) }
        #expect(fault?.message == message)
        #expect(fault?.line == line)
        #expect(fault?.column == column)
        #expect(fault?.hint?.isEmpty == false)
    }

    /// Where the way out is obvious, the fault says it.
    @Test(arguments: [
        ("a = foo", "put text in quotes: \"foo\""),
        ("a = 1.2.3", "put text in quotes: \"1.2.3\""),
        ("a = /tmp", "put text in quotes"),
        ("a = “x”", "use straight quotes: \" or '"),
        ("a = \"x”", "a typographic quotation mark does not close it; use \""),
        ("a : 1", "TOML writes a = value"),
        ("a", "write a = value"),
        ("my key = 1", "put a key with other characters than A-Z, digits, '-' and '_' in quotes"),
        ("a = True", "write true in lower case"),
        ("a = null", "TOML has no null; leave the key out"),
        ("a = \"x", "add the missing \", or use \"\"\" for a text of several lines"),
        ("a = [1\nb = 2", "the array that begins on line 1 has no ']'"),
        ("a = [1,\nb = 2", "close the array with ']' first"),
        ("a = [1 2]", "separate elements with commas"),
        ("a = {\nx = 1}", "write it on one line, or as a [table] with its keys below"),
        ("a = {x = 1,}", "remove the comma"),
        ("[a] x = 1", "write keys on the lines below the header"),
        ("[[a]]\n[a]", "write [[a]] to add another table"),
        ("a = {}\na.b = 1", "write the new key inside its braces"),
        ("a = \"C:\\dir\"", "write \\\\ for a backslash, or put the text in single quotes, which know no escapes"),
        ("a = 007", "put it in quotes if it is a text, for example a version"),
    ])
    func faultSaysWayOut(text: String, hint: String) {
        let fault = #expect(throws: SyntaxFault.self) { try TOMLDocument(Array(text.utf8)) }
        #expect(fault?.hint == hint)
    }

    /// Bytes that are not UTF-8 are refused wherever they stand: lone, overlong, surrogate, too large, and cut off ones.
    @Test(
        arguments: [
            ([0x61, 0x3D, 0x22, 0xFF, 0x22], 3, 1, 4, "FF"), ([0x80], 0, 1, 1, "80"), ([0xC0, 0x80], 0, 1, 1, "C0"),
            ([0xC3], 0, 1, 1, "C3"), ([0xC3, 0x28], 0, 1, 1, "C3"), ([0xE0, 0x80, 0x80], 0, 1, 1, "E0"),
            ([0x23, 0x0A, 0xE2, 0x82], 2, 2, 1, "E2"),
            ([0xE2, 0x82, 0x28], 0, 1, 1, "E2"), ([0xED, 0xA0, 0x80], 0, 1, 1, "ED"), ([0xF0, 0x80, 0x80, 0x80], 0, 1, 1, "F0"),
            ([0xF0, 0x9F, 0x98], 0, 1, 1, "F0"), ([0xF4, 0x90, 0x80, 0x80], 0, 1, 1, "F4"), ([0xF5, 0x80, 0x80, 0x80], 0, 1, 1, "F5"),
            ([0x23, 0xC3, 0xA9, 0xFE], 3, 1, 3, "FE"), ([0xEF, 0xBB, 0xBF, 0x23, 0xFF], 4, 1, 2, "FF"), ([0xEF, 0xBB], 0, 1, 1, "EF"),
        ] as [([UInt8], Int, Int, Int, String)])
    func invalidEncodingIsRefused(bytes: [UInt8], offset: Int, line: Int, column: Int, byte: String) {
        let fault = #expect(throws: SyntaxFault.self) { try TOMLDocument(bytes) }
        #expect(fault?.message == "byte \(offset) (0x\(byte)) is not valid UTF-8")
        #expect(fault?.line == line)
        #expect(fault?.column == column)
    }

    /// A place below a byte order mark is where an editor shows it.
    @Test func faultSkipsByteOrderMark() {
        let fault = #expect(throws: SyntaxFault.self) { try TOMLDocument(Array("\u{FEFF}a : 1".utf8)) }
        #expect(fault?.column == 3)
    }

    /// Nesting beyond the limit is refused, however it is spelled, and no depth costs stack.
    @Test(arguments: [
        "k = " + String(repeating: "[", count: 257),
        "k = " + String(repeating: "[", count: 1_000_000),
        "k = " + String(repeating: "{a=", count: 257),
        "k = " + String(repeating: "[{a=", count: 200_000),
        "k = " + String(repeating: "{a.b.c=", count: 100),
        "k = " + String(repeating: "[{a.b=", count: 100),
        "[" + Array(repeating: "a", count: 257).joined(separator: ".") + "]",
        "[[" + Array(repeating: "a", count: 256).joined(separator: ".") + "]]",
        Array(repeating: "a", count: 258).joined(separator: ".") + " = 1",
        "[" + Array(repeating: "a", count: 200).joined(separator: ".") + "]\nk = " + String(repeating: "[", count: 57),
    ])
    func deepNestingIsRefused(text: String) {
        let fault = #expect(throws: SyntaxFault.self) { try TOMLDocument(Array(text.utf8)) }
        #expect(fault?.message == "values are nested more than 256 levels deep")
    }

    /// No cut of a document and no changed byte makes the reader crash, and every fault lies inside the text.
    @Test func damagedDocumentsNeverCrash() {
        let text = """
            [a.'b']\r
            c = [1_0, 0x1F, {d."e" = \"\"\"x\\\n\\u00e9\"\"\"}] # é
            [[f]]
            g = 1979-05-27 07:32:00.5+01:00
            h = '''y'''
            """
        let bytes = Array(text.utf8)
        let damage: [UInt8] = [
            0x00, 0x0A, 0x0D, 0x22, 0x23, 0x27, 0x2C, 0x2E, 0x30, 0x3D, 0x5B, 0x5C, 0x5D, 0x5F, 0x7B, 0x7D, 0x80, 0xE2, 0xFF,
        ]
        for place in bytes.indices {
            var variants = [Array(bytes[..<place]), Array(bytes[place...])]
            for byte in damage {
                var changed = bytes
                changed[place] = byte
                variants.append(changed)
            }
            for variant in variants {
                do {
                    _ = try TOMLDocument(variant)
                } catch {
                    #expect(error.line >= 1 && error.line <= 1 + variant.count { $0 == 0x0A })
                    #expect(error.column >= 1 && error.column <= variant.count + 1)
                }
            }
        }
    }
}

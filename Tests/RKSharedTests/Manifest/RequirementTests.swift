import Testing

@testable import RKShared

/// Reading and pinning of Python requirements.
struct RequirementTests {
    /// Every form of PEP 508, with all its parts.
    @Test(
        arguments: [
            ("a", "a", [], "", nil, nil),
            ("a>=1", "a", [], ">=1", nil, nil),
            ("a (>=1,<2)", "a", [], ">=1,<2", nil, nil),
            ("a ( >=1 , <2 ) ; extra == 'x'", "a", [], ">=1 , <2", nil, "extra == 'x'"),
            ("a()", "a", [], "", nil, nil),
            ("a[x,y] >=1 ; python_version < '3.12'", "a", ["x", "y"], ">=1", nil, "python_version < '3.12'"),
            ("a [ x , y.z ] ", "a", ["x", "y.z"], "", nil, nil),
            ("a[]", "a", [], "", nil, nil),
            ("a @ https://h/x.zip ; os_name=='nt'", "a", [], "", "https://h/x.zip", "os_name=='nt'"),
            ("a@ file:../x", "a", [], "", "file:../x", nil),
            ("a[x]@git+https://h/x@v1#egg=a;b", "a", ["x"], "", "git+https://h/x@v1#egg=a;b", nil),
            ("Zope.Interface_x--y==1.*", "Zope.Interface_x--y", [], "==1.*", nil, nil),
            ("\ta\t~=\t1.4.2,\t", "a", [], "~=\t1.4.2,", nil, nil),
            ("a===weird+thing!;sys_platform=='x'", "a", [], "===weird+thing!", nil, "sys_platform=='x'"),
            ("a!=1.0,<=2.0rc1,>0.9.post2,>=1!0.dev3", "a", [], "!=1.0,<=2.0rc1,>0.9.post2,>=1!0.dev3", nil, nil),
            ("a==v1.0-ALPHA_2.rev.3.dev+Local.7-z", "a", [], "==v1.0-ALPHA_2.rev.3.dev+Local.7-z", nil, nil),
            ("a=={{ version }}", "a", [], "=={{ version }}", nil, nil),
            ("a[x]~=1.{{ minor; }} ; extra == \"y\"", "a", ["x"], "~=1.{{ minor; }}", nil, "extra == \"y\""),
            ("a>={{v}}.0,<{{ w }}", "a", [], ">={{v}}.0,<{{ w }}", nil, nil),
            ("a @ {{ root }}/x ; os_name in 'nt'", "a", [], "", "{{ root }}/x", "os_name in 'nt'"),
        ] as [(String, String, [String], String, String?, String?)])
    func requirementHasParts(text: String, name: String, extras: [String], specifier: String, url: String?, marker: String?) throws {
        let requirement = try Requirement(text)
        #expect(requirement.name == name)
        #expect(requirement.extras == extras)
        #expect(requirement.specifier == specifier)
        #expect(requirement.url == url)
        #expect(requirement.marker == marker)
    }

    /// A pinned version replaces the conditions or the address and leaves every other byte.
    @Test(arguments: [
        ("a", "a==2.0"),
        (" a ", " a==2.0 "),
        ("a>=1", "a==2.0"),
        ("A.b_c  >=1,<2  ;  python_version<'3'", "A.b_c  ==2.0  ;  python_version<'3'"),
        ("a (>=1,<2)", "a (==2.0)"),
        ("a( )", "a( ==2.0)"),
        ("a[x, y] ; os_name == 'nt' ", "a[x, y]==2.0 ; os_name == 'nt' "),
        ("a[ x ]~=1.2;extra=='y'", "a[ x ]==2.0;extra=='y'"),
        ("a[x] @ https://h/x.zip ; os_name=='nt'", "a[x]==2.0 ; os_name=='nt'"),
        ("a@ file:../x", "a==2.0"),
        ("a=={{ version }}", "a==2.0"),
        ("a[x]=={{ version }}.*,!=1 ; extra=='y'", "a[x]==2.0 ; extra=='y'"),
    ])
    func pinnedReplacesConditions(text: String, pinned: String) throws {
        #expect(try Requirement(text).pinned(to: "2.0") == pinned)
    }

    /// Markers of every shape are accepted and kept as text.
    @Test(arguments: [
        "python_version<'3'", "'3' < python_version", "extra == 'a' or (os.name == 'nt' and sys.platform != \"win32\")",
        "((python_full_version >= '3.9.1'))", "platform_machine not  in 'x86 arm'", "'a' in extras", "'b' not in dependency_groups",
        "python_version<'3'and(os_name=='nt')or platform_system===\"L'x\"", "implementation_name ~= 'c' and python_implementation > 'd'",
        "platform_release <= '1' and platform.version >= '2' and platform_python_implementation == 'PyPy'",
    ])
    func markerIsAccepted(marker: String) throws {
        #expect(try Requirement("a; " + marker + " ").marker == marker)
    }

    /// What PEP 508 forbids is refused at its place, with a message that says what was expected.
    @Test(arguments: [
        ("", 1, "expected a package name, found the end"),
        ("[x]", 1, "expected a package name, found '['"),
        ("-a", 1, "a package name must begin and end with a letter or digit, not with '-'"),
        ("a_>1", 2, "a package name must begin and end with a letter or digit, not with '_'"),
        ("é", 1, "expected a package name, found 'é'"),
        ("aé", 2, "expected the end of the requirement, found 'é'"),
        ("a[x", 2, "the list of extras is never closed"),
        ("a[x,", 2, "the list of extras is never closed"),
        ("a[x,]", 5, "expected the name of an extra, found ']'"),
        ("a[x y]", 5, "expected ',' or ']' in the list of extras, found 'y'"),
        ("a[,]", 3, "expected the name of an extra, found ','"),
        ("a=1", 2, "'=' is not an operator"),
        ("a^1", 2, "'^' is not an operator of Python"),
        ("a~1", 2, "'~' is not an operator of Python"),
        ("a 1.0", 3, "expected an operator before '1'"),
        ("a>=", 4, "expected a version after '>=', found the end"),
        ("a>=1 <2", 6, "expected ',' before the next condition, found '<'"),
        ("a==1..2", 4, "'1..2' is not a version"),
        ("a==x{{ v }}", 4, "'x{{ v }}' is not a version"),
        ("a=={{ v", 4, "'{{' is not a version"),
        ("a>=1.*", 4, "a version that ends in '.*' can only follow '==' or '!=', not '>='"),
        ("a<1+x", 3, "a local version can only follow '==' or '!=', not '<'"),
        ("a~=1", 4, "'~=' needs at least two numbers, found '1'"),
        ("a (>=1", 3, "the parenthesis around the conditions is never closed"),
        ("a>=1)", 5, "expected the end of the requirement, found ')'"),
        ("a @ ", 5, "an address must follow '@'"),
        ("a @ http://h x", 14, "expected an operator before 'x'"),
        ("a;", 3, "the marker after ';' is empty"),
        ("a; foo == 'x'", 4, "'foo' is not a variable of markers"),
        ("a; python_version < 3", 21, "'3' is not a variable of markers"),
        ("a; python_version < '3", 21, "the text in the marker is never closed"),
        ("a; python_version", 18, "expected an operator in the marker, found the end"),
        ("a; python_version = '3'", 19, "expected an operator in the marker, found '='"),
        ("a; python_version not '3'", 19, "'not' in a marker must be followed by 'in'"),
        ("a; (os_name == 'nt'", 4, "the parenthesis in the marker is never closed"),
        ("a; os_name == 'nt')", 19, "the marker has a ')' without a '('"),
        ("a; os_name == 'nt' && extra == 'x'", 20, "expected 'and', 'or' or the end of the marker, found '&'"),
        ("a; os_name == 'nt' and", 23, "expected a variable or a quoted text in the marker, found the end"),
    ])
    func requirementFaultNamesPlace(text: String, column: Int, message: String) {
        let fault = #expect(throws: SyntaxFault.self) { try Requirement(text) }
        #expect(fault?.message == message)
        #expect(fault?.line == 1)
        #expect(fault?.column == column)
    }

    /// Names differ for people and are the same for an index.
    @Test(arguments: [
        ("Flask", "flask"), ("zope.interface", "zope-interface"), ("A-._b__C", "a-b-c"), ("x9", "x9"), ("", ""),
    ])
    func namesAreNormalized(name: String, normalized: String) {
        #expect(PythonName.normalize(name) == normalized)
    }

    /// Parentheses of any number cost no stack.
    @Test func deepMarkerIsRead() throws {
        let depth = 100_000
        let marker = String(repeating: "(", count: depth) + "extra=='x'" + String(repeating: ")", count: depth)
        #expect(try Requirement("a;" + marker).marker == marker)
    }

    /// Templates that have no end are looked for once.
    @Test(arguments: ["", "}", "}}x{{"]) func openTemplatesAreCheap(end: String) {
        #expect(throws: SyntaxFault.self) { try Requirement("a==x" + String(repeating: "{", count: 200_000) + end) }
    }
}

extension GitHub: ReleaseAssets {
    /// `POST` to the release's `upload_url`. Where the name is taken, by a file whose upload broke off, that one makes room first.
    func upload(_ content: [UInt8], as name: String, to page: ForgePage) -> ForgeQuestion<Void> {
        upload(content, as: name, to: page, makesRoom: true)
    }

    /// `POST` to the release's `upload_url`.
    private func upload(_ content: [UInt8], as name: String, to page: ForgePage, makesRoom: Bool) -> ForgeQuestion<Void> {
        let assets = "releases/\(PercentText.segment(page.id))/assets"
        var upload = rest.upload("POST", assets, content)
        if let uploads = page.uploads { upload.url = uploads }
        upload.url += "?name=\(PercentText.segment(name))"
        return rest.question(upload) { (response, request) throws(Fault) in
            guard response.status == 422, makesRoom, Self.isTaken(response) else {
                _ = try rest.body(response, of: request)
                return .answer(())
            }
            let search = rest.request("GET", "\(assets)?per_page=100")
            return .ask(
                rest.question(search) { (response, request) throws(Fault) in
                    let (items, _) = try rest.page(response, of: request)
                    let present = items.first { $0["name"]?.string == Self.name(name) }
                    guard let present, present["state"]?.string != "uploaded", let id = present["id"]?.integer else { return .answer(()) }
                    return .ask(
                        rest.question(rest.request("DELETE", "releases/assets/\(id)")) { (response, request) throws(Fault) in
                            if response.status != 404 { _ = try rest.body(response, of: request) }
                            return .ask(self.upload(content, as: name, to: page, makesRoom: false))
                        })
                })
        }
    }

    /// Whether a refusal says that a release has a file of the name already.
    private static func isTaken(_ response: Response) -> Bool {
        let errors = (try? JSON(parsing: response.body))?.object?["errors"]?.array ?? []
        return errors.contains { $0.object?["code"]?.string == "already_exists" }
    }

    /// The name that GitHub gives a file: other characters than letters, digits and `.+@_-` become dots.
    private static func name(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.+@-".contains($0)) ? $0 : "." })
    }
}

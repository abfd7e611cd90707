package import ConvokeCore

/// The gateway of the settings with everything that is needed to use it.
package struct GatewayAccount: Sendable {
    package let settings: GatewaySettings
    /// Read from where the settings say; nil where they name none.
    package let secret: String?
    /// The workspace's folder: relative paths begin there.
    package let root: String
    /// How long one text may take, all in all.
    package var timeLimit: Duration = .seconds(30)

    package init(settings: GatewaySettings, secret: String?, root: String) {
        self.settings = settings
        self.secret = secret
        self.root = root
    }

    /// The gateway, or every problem that its settings have. Nothing is sent and nothing opened, so
    /// that `check` can ask too.
    package func gateway() throws(Problems) -> any Gateway {
        switch settings.kind {
        case .kannel: KannelGateway(self)
        case .http: try HTTPGateway(self)
        case .gammu: GammuGateway(folders: folders ?? GammuFolders(root: root))
        case .sandbox: SandboxTextGateway(self)
        }
    }

    /// The folders of Gammu SMSD, where that is the gateway.
    package var folders: GammuFolders? {
        guard settings.kind == .gammu, let folder = value("folder") else { return nil }
        return GammuFolders(root: absolute(folder))
    }

    /// Where the gateway reports to, without a query; nil where the settings name nothing.
    package var reportURL: String? { value("dlr_url") }

    /// The path of the authorities to trust; nil for the system's.
    var caFile: String? { value("ca_file").map(absolute) }

    func value(_ key: String) -> String? { settings.values[key] }

    var url: String { value("url") ?? "" }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : root + "/" + path
    }
}

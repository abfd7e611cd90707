/// What cron or systemd needs to run `tick` every minute.
///
/// No lock is needed around it: a tick that meets another one leaves silently.
package struct Schedule: Sendable {
    /// Absolute path of the program.
    private let program: String
    private let workspace: String
    private let user: String

    package init(program: String, workspace: String, user: String) {
        self.program = program
        self.workspace = workspace
        self.user = user
    }

    /// A file for /etc/cron.d: cron mails what tick says, and tick says something only when a person is
    /// needed. In a crontab a percent sign would end the command.
    package var crontab: [String] {
        [
            "# Convoke: plans, delivers and tries again, once a minute.",
            "# For /etc/cron.d; in a user's own crontab leave the word \(user) out.",
            "SHELL=/bin/sh",
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "* * * * * \(user) "
                + "\(quoted(program)) -C \(quoted(workspace)) tick".replacing("%", with: "\\%"),
        ]
    }

    package var systemd: [String] {
        [
            "# /etc/systemd/system/convoke.service", "[Unit]",
            "Description=Convoke: what is due now", "After=network-online.target",
            "Wants=network-online.target", "", "[Service]", "Type=oneshot", "User=\(user)",
            "ExecStart=\(escaped(program)) -C \(escaped(workspace)) tick",
            "# 1: a person is needed; the unit itself has not failed.", "SuccessExitStatus=1",
            "UMask=0077", "", "# /etc/systemd/system/convoke.timer", "[Unit]",
            "Description=Convoke, every minute", "", "[Timer]", "OnCalendar=*-*-* *:*:00",
            "AccuracySec=1s", "", "[Install]", "WantedBy=timers.target", "",
            "# then: systemctl daemon-reload && systemctl enable --now convoke.timer",
        ]
    }

    /// For the shell that cron uses.
    private func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return byte < 0x80
                && (character.isLetter || character.isNumber || "/._-".contains(character))
        }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }

    /// systemd splits at spaces, and a percent sign begins a specifier.
    private func escaped(_ path: String) -> String {
        "\""
            + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("%", with: "%%") + "\""
    }
}

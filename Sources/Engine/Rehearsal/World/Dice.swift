/// Numbers that look drawn and follow from a seed and names alone: what happens to one recipient does
/// not depend on who else is there.
struct Dice: Sendable {
    let seed: UInt64

    /// From 0 to just below 1.
    func roll(_ names: String...) -> Double {
        var hash = seed ^ 0xcbf2_9ce4_8422_2325
        for name in names {
            for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
            // Where one name ends and the next begins counts too.
            hash = (hash ^ 0xff) &* 0x0100_0000_01b3
        }
        return Double(Self.mixed(hash) >> 11) * 0x1p-53
    }

    /// The finishing steps of SplitMix64: every bit of the hash moves half of the bits.
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var bits = hash &+ 0x9e37_79b9_7f4a_7c15
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}

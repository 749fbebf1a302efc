namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>Addresses that mean something inside, in every spelling. {port} is that of the listener that counts.</summary>
internal static class HostileAddresses
{
    /// <summary>Each stands for itself: no name is asked for.</summary>
    private static readonly string[] Literals =
    [
        // This machine.
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.255.255.254",
        "127.000.000.001",
        "0",
        "0.0.0.0",
        "0.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0x0.0x0.0x1",
        "0x7f.1",
        "0X7F.0.0.1",
        "0177.0.0.1",
        "0177.0000.0000.0001",
        "0177.1",
        "017700000001",
        "127.0x0.0.01",
        // Its networks.
        "10.0.0.1",
        "10.255.255.255",
        "167772161",
        "0x0a000001",
        "012.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "192.168.1.254",
        "3232235521",
        "0xc0a80001",
        "0300.0250.0.1",
        "100.64.0.1",
        "100.127.255.254",
        // What clouds tell their machines.
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0xA9.0xFE.0xA9.0xFE",
        "0251.0376.0251.0376",
        "169.16689662",
        "169.254.43518",
        "169.254.170.2",
        "169.254.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        // Set apart for other things.
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        // The same in the new kind of address, plain and in disguise.
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[::127.0.0.1]",
        "[::7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::ffff:0.0.0.0]",
        "[::ffff:10.0.0.1]",
        "[::ffff:192.168.0.1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::1]",
        "[2002:c0a8:1::1]",
        "[2001:0:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:10::1]",
        "[2001:db8::1]",
        "[3fff::1]",
        "[100::1]",
        "[5f00::1]",
        "[fc00::1]",
        "[fd00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fe80::a9fe:a9fe]",
        "[febf::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[ff05::2]",
        // Digits and dots that only look different.
        "１２７.０.０.１",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "127．0．0．1",
        "127｡0｡0｡1",
    ];

    /// <summary>Names, and what they stand for, in turns.</summary>
    private static readonly Dictionary<string, string[][]> Names = new(StringComparer.Ordinal)
    {
        ["127.0.0.1."] =
        [
            ["127.0.0.1"],
        ],
        ["localhost"] =
        [
            ["127.0.0.1", "::1"],
        ],
        ["localhost.localdomain"] =
        [
            ["127.0.0.1"],
        ],
        ["localhost."] =
        [
            ["127.0.0.1"],
        ],
        ["inside.test"] =
        [
            ["127.0.0.1"],
        ],
        ["inside.test."] =
        [
            ["127.0.0.1"],
        ],
        ["six.test"] =
        [
            ["::1"],
        ],
        ["mapped.test"] =
        [
            ["::ffff:127.0.0.1"],
        ],
        ["ten.test"] =
        [
            ["10.0.0.5"],
        ],
        ["home.test"] =
        [
            ["192.168.1.1"],
        ],
        ["metadata.google.internal"] =
        [
            ["169.254.169.254"],
        ],
        ["instance-data.ec2.internal"] =
        [
            ["169.254.169.254"],
        ],
        ["kubernetes.default.svc"] =
        [
            ["10.96.0.1"],
        ],
        ["host.docker.internal"] =
        [
            ["172.17.0.1"],
        ],
        ["unique-local.test"] =
        [
            ["fd12:3456:789a::1"],
        ],
        ["translated.test"] =
        [
            ["64:ff9b::7f00:1"],
        ],
        ["tunnelled.test"] =
        [
            ["2002:7f00:1::1"],
        ],
        ["127.0.0.1.names.test"] =
        [
            ["127.0.0.1"],
        ],
        // The good answer first, so that whoever looks at the first alone is fooled.
        ["good-and-bad.test"] =
        [
            ["", "127.0.0.1"],
        ],
        ["good-and-six.test"] =
        [
            ["", "::1"],
        ],
        ["public-and-bad.test"] =
        [
            ["8.8.8.8", "10.0.0.1"],
        ],
    };

    /// <summary>They lead outside when they are asked first, and inside from the second time on.</summary>
    private static readonly string[] Turning = ["turning.test", "turning-six.test", "turning-to-both.test"];

    public static IEnumerable<string> AddressesOf(OutsideWorld world)
    {
        foreach (var (name, turns) in Names)
        {
            world.Names.Set(name, turns);
        }

        world.Names.Set(Turning[0], [""], ["127.0.0.1"]);
        world.Names.Set(Turning[1], [""], ["::1"]);
        world.Names.Set(Turning[2], [""], ["", "127.0.0.1"]);

        return
        [
            .. Literals.Concat(Names.Keys).Select(host => world.Url("good.png", host)),
            .. Literals.Take(3).Select(host => $"http://{host}/latest/meta-data/"),
            .. Literals.Take(3).Select(host => $"https://{host}/"),
            $"http://127.0.0.1:{world.Port}#@{OutsideWorld.Host}/",
            $"http://127.0.0.1:{world.Port}?@{OutsideWorld.Host}/",
            $"HTTP://LOCALHOST:{world.Port}/",
            $" http://127.0.0.1:{world.Port}/ ",
            .. Redirects(world),
            // Asked again for the second step, these lead elsewhere.
            .. Turning.Select(name =>
                world.Url($"to?status=302&target={Uri.EscapeDataString(world.Url("good.png", name))}", name)
            ),
        ];
    }

    /// <summary>What is no address to fetch a file from at all, or not there.</summary>
    public static IEnumerable<string> OthersOf(OutsideWorld world) =>
        [
            $"http://{OutsideWorld.Host}@127.0.0.1:{world.Port}/",
            $"http://{OutsideWorld.Host}:80@127.0.0.1:{world.Port}/",
            $"http://user:password@{OutsideWorld.Host}:{world.Port}/good.png",
            $"http://127.0.0.1:{world.Port}@{OutsideWorld.Host}/",
            $"http://127.0.0.1:{world.Port}\\@{OutsideWorld.Host}/",
            $"http:\\\\127.0.0.1:{world.Port}\\",
            $"http://%31%32%37.0.0.1:{world.Port}/",
            $"http://127%2e0%2e0%2e1:{world.Port}/",
            "http://127.0.0.1:6379/",
            "http://127.0.0.1:22/",
            "http://8.8.8.8:25/",
            "https://8.8.8.8:8443/",
            "http://256.256.256.256/",
            "http://4294967297/",
            "http://[::1/",
            "http:///127.0.0.1/",
            "http:127.0.0.1",
            "//127.0.0.1/",
            "127.0.0.1/",
            "file:///etc/passwd",
            "file://127.0.0.1/etc/passwd",
            "ftp://127.0.0.1/",
            $"gopher://127.0.0.1:{world.Port}/_GET",
            $"dict://127.0.0.1:{world.Port}/info",
            "ldap://127.0.0.1/",
            "tftp://127.0.0.1/",
            "data:image/png;base64,iVBORw0KGgo=",
            "javascript:alert(1)",
            "unix:///var/run/docker.sock",
            world.RedirectTo("file:///etc/passwd"),
            world.RedirectTo($"gopher://127.0.0.1:{world.Port}/"),
            world.RedirectTo("http://127.0.0.1:6379/"),
            world.RedirectTo($"http://user@127.0.0.1:{world.Port}/"),
            world.Url("again?left=4"),
            "http://nowhere.test/",
        ];

    private static IEnumerable<string> Redirects(OutsideWorld world)
    {
        var inside = $"http://127.0.0.1:{world.Port}/";
        foreach (var status in (int[])[301, 302, 303, 307, 308])
        {
            yield return world.RedirectTo(inside, status);
        }

        yield return world.RedirectTo($"//127.0.0.1:{world.Port}/");
        yield return world.RedirectTo("http://169.254.169.254/latest/meta-data/");
        yield return world.RedirectTo("https://10.0.0.1/");
        yield return world.RedirectTo($"http://[::ffff:127.0.0.1]:{world.Port}/");
        yield return world.RedirectTo($"http://0x7f000001:{world.Port}/");
        yield return world.RedirectTo(world.Url("", "inside.test"));
        yield return world.RedirectTo(world.RedirectTo(inside));
        yield return world.RedirectTo(world.RedirectTo(world.RedirectTo(inside)));
    }
}

using System.Text.RegularExpressions;

namespace Crm.TestKit;

/// <summary>The mails that servers without a mail server write to their data directory.</summary>
public static partial class Mailbox
{
    /// <summary>Waits until so many mails to the address are there; in the order of the server's clock, each as it would travel.</summary>
    public static async Task<IReadOnlyList<string>> MailsToAsync(
        this TestServer server,
        string address,
        int atLeast = 1
    )
    {
        IReadOnlyList<string> found = [];
        await Poll.UntilAsync(
            () => (found = server.FindMailsTo(address)).Count >= atLeast,
            $"Expected {atLeast} mails to {address}, found {found.Count}."
        );

        return found;
    }

    /// <summary>Those that are there now.</summary>
    public static IReadOnlyList<string> FindMailsTo(this TestServer server, string address)
    {
        var folder = Path.Combine(server.Database.DataDirectory, "mail");

        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.eml")
                    .Order(StringComparer.Ordinal)
                    .Select(File.ReadAllText)
                    .Where(mail => mail.Contains($"\r\nTo: {address}\r\n", StringComparison.OrdinalIgnoreCase)),
            ]
            : [];
    }

    /// <summary>The secret in the fragment of the mail's link.</summary>
    public static string TokenIn(string mail) => Token().Match(mail).Groups["token"].Value;

    [GeneratedRegex("#token=(?<token>[A-Za-z0-9_-]+)", RegexOptions.None, 1_000)]
    private static partial Regex Token();
}

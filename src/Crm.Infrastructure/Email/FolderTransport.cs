using System.Globalization;

namespace Crm.Infrastructure.Email;

/// <summary>
/// Where no mail server is set: each mail becomes a file that mail programs open, in UTF-8, so that people can read it too.
/// The folder is its owner's alone, for the links in it are keys.
/// </summary>
internal sealed class FolderTransport(string folder, MailSettings settings, TimeProvider time) : IMailTransport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public async Task SendAsync(Guid id, WrittenMail mail, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        var now = time.GetUtcNow();
        var stamp = now.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var file = Path.Combine(folder, $"{stamp}-{id:n}.eml");
        // Whoever watches the folder sees whole mails only.
        await File.WriteAllTextAsync(file + ".part", Format(id, mail, now), cancellationToken);
        File.Move(file + ".part", file, overwrite: true);
    }

    private string Format(Guid id, WrittenMail mail, DateTimeOffset now) =>
        $"""
            From: {settings.From}
            To: {mail.To}
            Subject: {mail.Subject}
            Date: {now.ToString("r", CultureInfo.InvariantCulture)}
            Message-ID: <{id:n}@{settings.From.Host}>
            MIME-Version: 1.0
            Content-Language: {mail.Locale}
            Content-Type: multipart/alternative; boundary="{id:n}"

            --{id:n}
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            {mail.Text}
            --{id:n}
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: 8bit

            {mail.Html}
            --{id:n}--

            """.ReplaceLineEndings("\r\n");
}

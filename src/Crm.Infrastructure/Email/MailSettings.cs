using System.Net.Mail;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Email;

/// <summary>Where mails come from and how they leave.</summary>
/// <param name="Server">Null: mails are written to the data directory.</param>
internal sealed record MailSettings(MailAddress From, SmtpServer? Server)
{
    private const string UrlSetting = "SMTP_URL";
    private const string FromSetting = "SMTP_FROM";

    public static MailSettings Read(IConfiguration configuration, ServerOptions server)
    {
        var from = configuration.Optional(FromSetting) ?? $"no-reply@{new Uri(server.FrontendUrl).Host}";
        if (!MailAddress.TryCreate(from, out var sender))
        {
            throw new StartupException(
                $"{FromSetting} is '{from}', which is no address. Use one such as CRM <no-reply@example.com>."
            );
        }

        return new(sender, configuration.Optional(UrlSetting) is { } url ? ParseServer(url) : null);
    }

    // The value may hold a password, so no message repeats it.
    private static SmtpServer ParseServer(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("smtp" or "smtps")
            || url.Host is ""
        )
        {
            throw new StartupException(
                $"{UrlSetting} is no address of a mail server. Use smtp://user:password@host:port or smtps://user:password@host:port."
            );
        }

        var port = url.Port > 0 ? url.Port : 587;
        if (port == 465)
        {
            throw new StartupException(
                $"{UrlSetting} names port 465, where TLS begins before SMTP does; this is not supported. Use the port with STARTTLS, usually 587."
            );
        }

        var parts = url.UserInfo.Split(':', 2);
        var hasPassword = parts is [{ Length: > 0 }, { Length: > 0 }];

        return new(
            url.Host,
            port,
            url.Scheme is "smtps" || (hasPassword && !url.IsLoopback),
            hasPassword ? Uri.UnescapeDataString(parts[0]) : null,
            hasPassword ? new(Uri.UnescapeDataString(parts[1])) : null
        );
    }
}

/// <param name="RequiresTls">By STARTTLS: always with smtps, and whenever a password would travel to another machine.</param>
internal sealed record SmtpServer(string Host, int Port, bool RequiresTls, string? User, Secret? Password);

using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Crm.Infrastructure.Email;

/// <summary>Through the operator's mail server.</summary>
internal sealed class SmtpTransport(SmtpServer server, MailSettings settings) : IMailTransport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Guid id, WrittenMail mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(server.Host, server.Port)
        {
            EnableSsl = server.RequiresTls,
            // Addresses may hold letters beyond ASCII.
            DeliveryFormat = SmtpDeliveryFormat.International,
        };
        if (server.User is { } user && server.Password is { } password)
        {
            client.Credentials = new NetworkCredential(user, password.Reveal());
        }

        using var message = new MailMessage(settings.From, new MailAddress(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Headers = { ["Message-ID"] = $"<{id:n}@{settings.From.Host}>", ["Content-Language"] = mail.Locale },
        };
        // The last part is the one that a reader prefers.
        message.AlternateViews.Add(
            AlternateView.CreateAlternateViewFromString(mail.Text, Encoding.UTF8, MediaTypeNames.Text.Plain)
        );
        message.AlternateViews.Add(
            AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html)
        );

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await client.SendMailAsync(message, patience.Token);
    }
}

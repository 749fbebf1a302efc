using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;

namespace Crm.Application.Identity;

internal sealed class EmailConfirmation(IPeople people, ICredentials credentials, IMailLinks links, IMailQueue mails)
    : IEmailConfirmation
{
    public async Task AskAsync(Guid personId, string tenantName, CancellationToken cancellationToken)
    {
        var person = (await people.FindAsync(personId, cancellationToken))!;
        var email = EmailAddress.Parse(person.Email)!;
        if (person.EmailConfirmed || await credentials.IsFloodedAsync(email, cancellationToken))
        {
            return;
        }

        var values = new Dictionary<string, Secret>(StringComparer.Ordinal)
        {
            ["fullName"] = new(person.FullName),
            ["tenantName"] = new(tenantName),
            ["link"] = await links.WriteAsync(MailPurpose.ConfirmEmail, personId, cancellationToken),
        };
        await mails.EnqueueAsync(new(MailTemplate.ConfirmEmail, email, person.Locale, values), cancellationToken);
    }
}

using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

/// <summary>Writes to the invited person; sent once the invitation is saved.</summary>
internal sealed class InvitationMail(
    IMailQueue mails,
    IInvitations invitations,
    IPeople people,
    ICurrentUser user,
    ITenancyDb db
)
{
    public async Task EnqueueAsync(Invitation invitation, Secret token, CancellationToken cancellationToken)
    {
        var tenantName = await db.Tenants.Select(tenant => tenant.Name).SingleAsync(cancellationToken);
        var inviter = await people.FindAsync(user.PersonId, cancellationToken);
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal)
        {
            ["tenantName"] = new(tenantName),
            ["inviterName"] = new(inviter?.FullName ?? tenantName),
            ["role"] = new(invitation.Role.ToString().ToLowerInvariant()),
            ["link"] = invitations.LinkOf(token),
        };
        var to = EmailAddress.Parse(invitation.Email)!;
        await mails.EnqueueAsync(new(MailTemplate.Invitation, to, invitation.Locale, values), cancellationToken);
    }
}

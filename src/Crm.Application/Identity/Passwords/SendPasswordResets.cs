using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity.Passwords;

/// <summary>A link for each account of the address, naming its company: while nobody has proven it, each may be the reader's own.</summary>
public sealed record SendPasswordResets(string Email) : IRequest;

internal sealed class SendPasswordResetsValidator : AbstractValidator<SendPasswordResets>
{
    public SendPasswordResetsValidator() => RuleFor(request => request.Email).IsEmail();
}

internal sealed class SendPasswordResetsHandler(
    ICredentials credentials,
    IMemberships memberships,
    IMailLinks links,
    IMailQueue mails,
    IIdentityDb db
) : AsyncRequestHandler<SendPasswordResets>
{
    protected override async Task Handle(SendPasswordResets request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(request.Email)!;
        foreach (var person in await credentials.OfAddressAsync(email, cancellationToken))
        {
            if (await credentials.TakeMailTurnAsync(person.Id, cancellationToken))
            {
                await SendAsync(person, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task SendAsync(PersonDto person, CancellationToken cancellationToken)
    {
        var places = await memberships.OfAsync(person.Id, cancellationToken);
        var names = string.Join(", ", places.Select(place => place.TenantName));
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal)
        {
            ["fullName"] = new(person.FullName),
            ["tenantName"] = new(names.Length > 0 ? names : "CRM"),
            ["link"] = await links.WriteAsync(MailPurpose.ResetPassword, person.Id, cancellationToken),
        };
        var to = EmailAddress.Parse(person.Email)!;
        await mails.EnqueueAsync(new(MailTemplate.ResetPassword, to, person.Locale, values), cancellationToken);
    }
}

using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <param name="Platform">A platform's key or alias.</param>
/// <param name="Credentials">What is pasted, by the names of the platform's credential fields; null: later, or by consent.</param>
/// <param name="VenueIds">Ids or external ids of the venues that it works for; null: none in particular.</param>
public sealed record CreateAccount(
    string Platform,
    string Name,
    IReadOnlyDictionary<string, Secret?>? Credentials = null,
    IReadOnlyList<string>? VenueIds = null
) : IRequest<AccountDto>;

internal sealed class CreateAccountValidator : AbstractValidator<CreateAccount>
{
    public CreateAccountValidator(ProviderCatalog providers)
    {
        RuleFor(request => request.Platform)
            .Must(platform => providers.FindDescriptor(platform) is not null)
            .WithMessage(_ => $"Must be one of: {string.Join(", ", providers.Descriptors.Select(one => one.Key))}.");
        RuleFor(request => request.Name).NotEmpty().MaximumLength(AccountNames.MaximumLength);
        RuleFor(request => request.VenueIds).NameAccountVenues();
    }
}

internal sealed class CreateAccountHandler(
    IIntegrationsDb db,
    ITenantContext tenant,
    IVault vault,
    ProviderCatalog providers,
    IVenueReferences references,
    PastedConnection pasted,
    AccountViews views,
    IAuditTrail audit,
    IPlanLimits limits,
    TimeProvider clock
) : IRequestHandler<CreateAccount, AccountDto>
{
    public async Task<AccountDto> Handle(CreateAccount request, CancellationToken cancellationToken)
    {
        var platform = providers.Descriptor(request.Platform);
        var values = request.Credentials is { } given
            ? CredentialInput.Read(platform, given, nameof(CreateAccount.Credentials))
            : null;
        var venues = await references.ResolveAllAsync(request.VenueIds ?? [], cancellationToken);
        // Before the room is held: a call takes its time.
        var answer = values is null ? null : await pasted.AskAsync(platform.Key, values, cancellationToken);
        await using var room = await limits.RequireRoomAsync(
            PlanResource.Accounts,
            () => db.Accounts.CountAsync(cancellationToken),
            cancellationToken
        );
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var key = RandomKey.New();
        var name = new SecretName(tenant.TenantId, id, Account.AccountKeyField);
        var account = Account.Create(
            tenant.TenantId,
            id,
            platform.Key,
            request.Name.Trim(),
            RandomKey.Hash(key),
            await vault.SealAsync(name, new Secret(key), cancellationToken),
            clock.GetUtcNow()
        );
        account.AssignToVenues(venues, clock.GetUtcNow());

        db.Accounts.Add(account);
        await audit.RecordAsync(
            account.Audited("created") with
            {
                After = AccountAudit.Members(
                    ("platform", account.Platform),
                    ("name", account.Name),
                    ("venueIds", account.VenueIds)
                ),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
        if (answer is not null)
        {
            await pasted.KeepAsync(account, values!, answer, cancellationToken);
            await pasted.SaveAsync(account.Platform, cancellationToken);
        }

        await room.TakeAsync(cancellationToken);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}

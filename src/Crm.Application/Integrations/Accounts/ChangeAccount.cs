using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Application.Integrations.Accounts;

/// <param name="Name">Null: as it is, as with the others.</param>
/// <param name="AcceptsUnsigned">Whether its own webhook address takes deliveries that carry no signature.</param>
/// <param name="VenueIds">Ids or external ids of the venues that it works for; empty: of none in particular.</param>
/// <param name="Versions">Changes only the one of these that is the present one; null: whatever it is.</param>
public sealed record ChangeAccount(
    Guid AccountId,
    string? Name,
    bool? AcceptsUnsigned,
    IReadOnlyList<string>? VenueIds,
    IReadOnlyList<uint>? Versions
) : IRequest<VersionedAccount>;

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        RuleFor(request => request.Name)
            .NotEmpty()
            .MaximumLength(AccountNames.MaximumLength)
            .When(request => request.Name is not null);
        RuleFor(request => request.VenueIds).NameAccountVenues();
    }
}

internal sealed class ChangeAccountHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    IVenueReferences references,
    AccountViews views,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<ChangeAccount, VersionedAccount>
{
    public async Task<VersionedAccount> Handle(ChangeAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        if (request.AcceptsUnsigned is true && !providers.Descriptor(account.Platform).MaySendUnsigned)
        {
            throw new ValidationException([
                new ValidationFailure("acceptsUnsigned", "always_signed") { ErrorCode = "always_signed" },
            ]);
        }

        var venues = request.VenueIds is { } named ? await references.ResolveAllAsync(named, cancellationToken) : null;
        await db.TogetherAsync(
            async () =>
            {
                await db.ChangeAsync(account, request.Versions, row => Change(row, request, venues), cancellationToken);
                await RecordAsync(account, request, venues, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
            },
            cancellationToken
        );
        await db.Accounts.Entry(account).ReloadAsync(cancellationToken);

        return new(await views.OneAsync(account, forAdmin: true, cancellationToken), account.Version);
    }

    private async ValueTask RecordAsync(
        Account account,
        ChangeAccount request,
        IReadOnlyList<Guid>? venues,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = (AccountAudit.Members(), AccountAudit.Members());
        if (request.Name is { } name)
        {
            (before["name"], after["name"]) = (account.Name, name.Trim());
        }

        if (request.AcceptsUnsigned is { } accepts)
        {
            (before["acceptsUnsigned"], after["acceptsUnsigned"]) = (account.AcceptsUnsigned, accepts);
        }

        if (venues is not null)
        {
            (before["venueIds"], after["venueIds"]) = (account.VenueIds, venues);
        }

        await audit.RecordAsync(account.Audited("changed") with { Before = before, After = after }, cancellationToken);
    }

    /// <summary>Only what was named, so that two who change different members do not undo each other.</summary>
    private void Change(UpdateSettersBuilder<Account> row, ChangeAccount request, IReadOnlyList<Guid>? venues)
    {
        if (request.Name is { } name)
        {
            row.SetProperty(account => account.Name, name.Trim());
        }

        if (request.AcceptsUnsigned is { } accepts)
        {
            row.SetProperty(account => account.AcceptsUnsigned, accepts);
        }

        if (venues is not null)
        {
            row.SetProperty(account => account.VenueIds, venues);
        }

        row.SetProperty(account => account.UpdatedAt, clock.GetUtcNow());
    }
}

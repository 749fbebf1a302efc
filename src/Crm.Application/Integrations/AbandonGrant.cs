using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>
/// The provider refused the refresh token of this version: only a person can reconnect, and is told once.
/// False when the pair was replaced or taken away meanwhile; then nothing happens.
/// </summary>
/// <param name="ObtainedAt">Versions start again with a new consent: with it they name one pair.</param>
/// <param name="Reason">One of <see cref="ReauthReasons"/>.</param>
public sealed record AbandonGrant(Guid AccountId, int Version, DateTimeOffset ObtainedAt, string Reason)
    : IRequest<bool>;

internal sealed class AbandonGrantValidator : AbstractValidator<AbandonGrant>
{
    public AbandonGrantValidator()
    {
        RuleFor(request => request.AccountId).NotEmpty();
        RuleFor(request => request.Version).GreaterThan(0);
        RuleFor(request => request.Reason)
            .Must(reason => reason is ReauthReasons.RefreshTokenRefused or ReauthReasons.InterruptedRotation);
    }
}

internal sealed class AbandonGrantHandler(IIntegrationsDb db, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<AbandonGrant, bool>
{
    public async Task<bool> Handle(AbandonGrant request, CancellationToken cancellationToken)
    {
        var grant = await db.TokenGrants.SingleOrDefaultAsync(
            stored =>
                stored.AccountId == request.AccountId
                && stored.Version == request.Version
                && stored.ObtainedAt == request.ObtainedAt
                && stored.RefreshDueAt != null,
            cancellationToken
        );
        var account = await db.Accounts.SingleOrDefaultAsync(known => known.Id == request.AccountId, cancellationToken);
        if (grant is null || account is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        grant.Abandon(mayBeRenewedYet: request.Reason is ReauthReasons.InterruptedRotation);
        var before = account.ConnectionMembers();
        account.RequireReauthentication(request.Reason, now);
        await audit.RecordAsync(
            account.Audited("credential_lost") with
            {
                By = Actor.System,
                Before = before,
                After = account.ConnectionMembers(),
            },
            cancellationToken
        );
        db.LogEntries.Add(
            IntegrationLogEntry.Create(
                account.TenantId,
                account.Id,
                IntegrationLogEntry.Outbound,
                "refresh",
                IntegrationLogEntry.Failed,
                now,
                request.Reason
            )
        );

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}

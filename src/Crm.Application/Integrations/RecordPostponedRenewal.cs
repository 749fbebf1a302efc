using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

/// <summary>
/// A renewal was put off: the account's health says why, and the log says it when it begins and again when the access
/// token has ended meanwhile. The connection stays, trouble at a provider costs nobody theirs.
/// </summary>
/// <param name="ObtainedAt">With the version it names one pair.</param>
/// <param name="Word">The provider's own, or ours.</param>
/// <returns>Whether that was news.</returns>
public sealed record RecordPostponedRenewal(Guid AccountId, int Version, DateTimeOffset ObtainedAt, string Word)
    : IRequest<bool>;

internal sealed class RecordPostponedRenewalValidator : AbstractValidator<RecordPostponedRenewal>
{
    public RecordPostponedRenewalValidator()
    {
        RuleFor(request => request.AccountId).NotEmpty();
        RuleFor(request => request.Version).GreaterThan(0);
        RuleFor(request => request.Word).NotEmpty();
    }
}

internal sealed class RecordPostponedRenewalHandler(IIntegrationsDb db, TimeProvider time)
    : IRequestHandler<RecordPostponedRenewal, bool>
{
    public async Task<bool> Handle(RecordPostponedRenewal request, CancellationToken cancellationToken)
    {
        // Ids of version 7 follow time, so this bound keeps the walk through the log short.
        var before = Guid.CreateVersion7(request.ObtainedAt.AddMilliseconds(-1));
        var found = await (
            from account in db.Accounts
            join grant in db.TokenGrants on account.Id equals grant.AccountId
            where
                account.Id == request.AccountId
                && account.Status == AccountStatus.Connected
                && grant.Version == request.Version
                && grant.ObtainedAt == request.ObtainedAt
            select new
            {
                Account = account,
                grant.AccessExpiresAt,
                SaidAt = db
                    .LogEntries.Where(entry =>
                        entry.AccountId == account.Id
                        && entry.Id > before
                        && entry.At >= request.ObtainedAt
                        && entry.Action == "refresh"
                        && entry.Outcome == IntegrationLogEntry.Failed
                    )
                    .Max(entry => (DateTimeOffset?)entry.At),
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return false;
        }

        var now = time.GetUtcNow();
        var code = RenewalTrouble.CodeOf(request.Word);
        var hasEnded = found.SaidAt < found.AccessExpiresAt && found.AccessExpiresAt <= now;
        var isNews = found.SaidAt is null || hasEnded;
        var detail = request.Word == code ? null : request.Word;
        if (!isNews && found.Account.LastErrorCode == code && found.Account.LastErrorDetail == detail)
        {
            return false;
        }

        found.Account.RecordFailure(code, detail, now);
        if (isNews)
        {
            db.LogEntries.Add(
                IntegrationLogEntry.Create(
                    found.Account.TenantId,
                    found.Account.Id,
                    IntegrationLogEntry.Outbound,
                    "refresh",
                    IntegrationLogEntry.Failed,
                    now,
                    hasEnded ? "access_token_expired" : request.Word
                )
            );
        }

        await db.SaveChangesAsync(cancellationToken);

        return isNews;
    }
}

using Crm.Application.Tenancy.Audit;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Members;

/// <summary>A company writes to strangers with its invitations: to each of them seldom, and never to many at once.</summary>
internal sealed class InvitationTurns(IAuditLog log)
{
    private const int MostAnHour = 50;
    private static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(5);

    /// <exception cref="DomainException"><c>rate_limited</c>.</exception>
    public async Task RequireAsync(Invitation? earlier, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (earlier is not null && earlier.CreatedAt + BetweenMails - now is { Ticks: > 0 } pause)
        {
            throw new DomainException("rate_limited", ("retryAfter", pause));
        }

        // By the trail, which also knows the invitations that were withdrawn or accepted.
        var hour = TimeSpan.FromHours(1);
        if (await log.CountAsync("invitation.created", now - hour, MostAnHour, cancellationToken) >= MostAnHour)
        {
            throw new DomainException("rate_limited", ("retryAfter", hour));
        }
    }
}

using Crm.Application.Common;
using Crm.Application.Venues.HotspotUsers;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Venues;

internal sealed class HotspotStore(
    CrmDbContext context,
    ITenantContext tenant,
    ICaller caller,
    IWakeup wakeup,
    TimeProvider time
) : IHotspotStore
{
    public Task<(HotspotUser User, bool IsNew)> VisitAsync(
        Guid venueId,
        GuestDetails details,
        MarketingConsent? consent,
        CancellationToken cancellationToken
    ) =>
        AloneAsync(
            [.. LocksOf(venueId, details.Mac?.Value, details.Phone?.Value, details.Email?.Normalized).Order()],
            async () =>
            {
                await HoldAsync(venueId, details, cancellationToken);
                var now = Stored(time.GetUtcNow());
                var user = await FindAsync(venueId, details, cancellationToken);
                var isNew = user is null;
                user ??= context.Add(HotspotUser.Create(tenant.TenantId, venueId, details, now)).Entity;
                if (!isNew)
                {
                    user.Visit(details, now);
                }

                var isDue = await AnswerAsync(user, consent, details, now, cancellationToken);

                return ((user, isNew), isDue);
            },
            cancellationToken
        );

    public async Task<HotspotUser> ChangeAsync(
        Guid userId,
        Action<HotspotUser> change,
        GuestDetails said,
        MarketingConsent? consent,
        CancellationToken cancellationToken
    )
    {
        var user =
            await context.HotspotUsers.SingleOrDefaultAsync(user => user.Id == userId, cancellationToken)
            ?? throw new NotFoundException("HotspotUser");
        change(user);

        return await AloneAsync(
            [.. LocksOf(user.VenueId, user.MacAddress, user.Phone, user.NormalizedEmail).Order()],
            async () =>
            {
                if (await IsAnotherAsync(user, cancellationToken))
                {
                    throw new DomainException("duplicate_hotspot_user");
                }

                var now = Stored(time.GetUtcNow());

                return (user, await AnswerAsync(user, consent, said, now, cancellationToken));
            },
            cancellationToken
        );
    }

    /// <summary>Whoever needs one of the locks waits for the commit.</summary>
    private async Task<T> AloneAsync<T>(
        long[] locks,
        Func<Task<(T Result, bool IsDue)>> work,
        CancellationToken cancellationToken
    )
    {
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"select count(pg_advisory_xact_lock(key)) from unnest({locks}) key",
            cancellationToken
        );
        var (result, isDue) = await work();
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception)
            when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            // The venue was deleted after it was looked up: as if it had never been there.
            throw new DomainException("forbidden");
        }

        await transaction.CommitAsync(cancellationToken);

        if (isDue)
        {
            wakeup.Signal(ConsentWorker.Topic);
        }

        return result;
    }

    /// <summary>
    /// Who names the same guest by something else has other locks: they wait for the row itself, before it is read. The locks have
    /// seen to it that no other row becomes one of these.
    /// </summary>
    private async Task HoldAsync(Guid venueId, GuestDetails details, CancellationToken cancellationToken)
    {
        string[] macs = details.Mac is { } mac ? [mac.Value] : [];
        string[] phones = details.Phone is { } phone ? [phone.Value] : [];
        string[] emails = details.Email is { } email ? [email.Normalized] : [];
        await context.Database.ExecuteSqlAsync(
            $"""
            select from venues.hotspot_user
            where tenant_id = {tenant.TenantId.Value} and venue_id = {venueId}
                and (mac_address = any ({macs}) or phone = any ({phones}) or normalized_email = any ({emails}))
            order by id
            for update
            """,
            cancellationToken
        );
    }

    /// <summary>A phone or address names a person before a device does.</summary>
    private async Task<HotspotUser?> FindAsync(Guid venueId, GuestDetails details, CancellationToken cancellationToken)
    {
        var (mac, phone, email) = (details.Mac?.Value, details.Phone?.Value, details.Email?.Normalized);

        return await context
            .HotspotUsers.Where(user =>
                user.VenueId == venueId
                && (
                    (phone != null && user.Phone == phone)
                    || (email != null && user.NormalizedEmail == email)
                    || (mac != null && user.MacAddress == mac)
                )
            )
            .OrderBy(user =>
                phone != null && user.Phone == phone ? 0
                : email != null && user.NormalizedEmail == email ? 1
                : 2
            )
            .ThenBy(user => user.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private Task<bool> IsAnotherAsync(HotspotUser changed, CancellationToken cancellationToken)
    {
        var (mac, phone, email) = (changed.MacAddress, changed.Phone, changed.NormalizedEmail);

        return context.HotspotUsers.AnyAsync(
            user =>
                user.VenueId == changed.VenueId
                && user.Id != changed.Id
                && (
                    (phone != null && user.Phone == phone)
                    || (email != null && user.NormalizedEmail == email)
                    || (mac != null && user.MacAddress == mac)
                ),
            cancellationToken
        );
    }

    /// <summary>The same answer, sent again, is no other answer.</summary>
    /// <returns>Whether a lead is due for it.</returns>
    private async Task<bool> AnswerAsync(
        HotspotUser user,
        MarketingConsent? consent,
        GuestDetails said,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (
            consent is null
            || await context.GuestConsents.AnyAsync(
                known =>
                    known.HotspotUserId == user.Id
                    && known.Granted == consent.Granted
                    && known.At == consent.At
                    && known.Text == consent.Text,
                cancellationToken
            )
        )
        {
            return false;
        }

        user.Answer(consent, now);
        var evidence = GuestConsent.Create(user, consent, said, now);
        context.Add(evidence);
        if (!consent.Granted)
        {
            return false;
        }

        context.Add(DueLead.Create(evidence, caller.Venues.Only, now));

        return true;
    }

    private IEnumerable<long> LocksOf(Guid venueId, string? mac, string? phone, string? email)
    {
        (string Kind, string? Value)[] names = [("m", mac), ("p", phone), ("e", email)];

        return names
            .Where(name => name.Value is not null)
            .Select(name => LockKey.Of(tenant.TenantId.Value, $"guest:{venueId}:{name.Kind}:{name.Value}"));
    }

    // PostgreSQL counts microseconds: what is answered now and what is read later must be the same.
    private static DateTimeOffset Stored(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}

using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Keeps what a provider shows of an account: as it is now, and day by day. Changes rows; the use case saves.</summary>
internal sealed class ProfileKeeper(IIntegrationsDb db, TimeProvider clock)
{
    public async Task DescribeAsync(Account account, ProviderProfile profile, CancellationToken cancellationToken)
    {
        account.Describe(profile.DisplayName, profile.Username, profile.AvatarUrl);
        var row = await db.Profiles.SingleOrDefaultAsync(one => one.AccountId == account.Id, cancellationToken);
        if (row is null)
        {
            row = Profile.Create(account);
            db.Profiles.Add(row);
        }

        row.Replace(
            profile.ProfileLink,
            profile.Bio,
            profile.IsVerified,
            profile.FollowerCount,
            profile.FollowingCount,
            profile.LikesCount,
            profile.VideoCount,
            clock.GetUtcNow()
        );
        db.Profiles.Entry(row).WriteWhole();
        await RememberDayAsync(account, row, cancellationToken);
    }

    private async Task RememberDayAsync(Account account, Profile profile, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var day = await db.ProfileDays.SingleOrDefaultAsync(
            one => one.AccountId == account.Id && one.Day == today,
            cancellationToken
        );
        if (day is null)
        {
            day = ProfileDay.Create(account, today);
            db.ProfileDays.Add(day);
        }

        day.Replace(profile);
        db.ProfileDays.Entry(day).WriteWhole();
    }
}

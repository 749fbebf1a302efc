using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Leads;

/// <summary>What must be held while a person is looked for and added: without it two servers would both find nobody.</summary>
internal static class LeadLocks
{
    /// <summary>In ascending order, so that two that need the same locks never wait for each other.</summary>
    public static long[] Of(Lead lead, Submission? submission)
    {
        Span<string?> names =
        [
            lead.NormalizedEmail is null ? null : "e:" + lead.NormalizedEmail,
            lead.Phone is null ? null : "p:" + lead.Phone,
            submission is null || submission.DedupeKey == submission.Id.ToString() ? null : "s:" + submission.DedupeKey,
        ];

        var keys = new List<long>(names.Length);
        foreach (var name in names)
        {
            if (name is not null)
            {
                keys.Add(LockKey.Of(lead.TenantId.Value, name));
            }
        }

        keys.Sort();

        return [.. keys];
    }
}

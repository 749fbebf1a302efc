using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Leads;

/// <summary>What must be held while a person is looked for and added: without it two servers would both find nobody.</summary>
internal static class LeadLocks
{
    /// <summary>In ascending order, so that two that need the same locks never wait for each other.</summary>
    /// <param name="answerLock">Of the Idempotency-Key, so that its first answer is found by whoever comes at the same moment.</param>
    public static long[] Of(Lead lead, Submission? submission, long? answerLock = null)
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

        if (answerLock is { } answer)
        {
            keys.Add(answer);
        }

        keys.Sort();

        return [.. keys];
    }
}

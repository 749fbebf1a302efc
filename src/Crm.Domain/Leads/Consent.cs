using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>One entry of the ledger: what was agreed to or taken back, never changed afterwards. The newest of a channel holds.</summary>
public sealed class Consent : ITenantOwned
{
    private Consent() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid LeadId { get; private set; }

    /// <summary>What it came with; at most one entry of a submission and channel.</summary>
    public Guid? SubmissionId { get; private set; }
    public string Channel { get; private set; } = null!;
    public bool IsGranted { get; private set; }

    /// <summary>What the person was shown.</summary>
    public string? Text { get; private set; }
    public string? Language { get; private set; }
    public DateTimeOffset GivenAt { get; private set; }

    /// <summary>The network address it was given from.</summary>
    public string? Address { get; private set; }
    public string Source { get; private set; } = null!;
    public DateTimeOffset RecordedAt { get; private set; }

    public static Consent Create(
        TenantId tenantId,
        Guid leadId,
        Guid? submissionId,
        GivenConsent given,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            LeadId = leadId,
            SubmissionId = submissionId,
            Channel = given.Channel,
            IsGranted = given.IsGranted,
            Text = given.Text,
            Language = given.Language,
            GivenAt = given.At,
            Address = given.Address,
            Source = given.Source,
            RecordedAt = now,
        };
}

/// <param name="Channel">One of <see cref="ConsentChannel"/>.</param>
/// <param name="IsGranted">False: refused, or taken back.</param>
public sealed record GivenConsent(
    string Channel,
    bool IsGranted,
    string? Text,
    string? Language,
    DateTimeOffset At,
    string? Address,
    string Source
);

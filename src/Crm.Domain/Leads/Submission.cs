using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>What a person (or somebody for them) sent in, once, with every answer as it came.</summary>
public sealed class Submission : ITenantOwned
{
    private Submission() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid LeadId { get; private set; }
    public string Source { get; private set; } = null!;
    public Guid? AccountId { get; private set; }

    /// <summary>Names the entry at its provider; the same one, delivered any number of times, is stored once.</summary>
    public string DedupeKey { get; private set; } = null!;
    public string? ExternalId { get; private set; }
    public string? FormId { get; private set; }
    public string? FormName { get; private set; }
    public string? CampaignId { get; private set; }
    public string? CampaignName { get; private set; }
    public string? AdGroupId { get; private set; }
    public string? AdGroupName { get; private set; }
    public string? AdId { get; private set; }
    public string? AdName { get; private set; }
    public string? ClickId { get; private set; }
    public IReadOnlyList<SubmittedAnswer> Answers { get; private set; } = [];
    public bool IsTest { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>Of the form's questions; null where no form is known.</summary>
    public int? FormVersion { get; private set; }

    /// <summary>Given with it; written to the ledger in the same commit.</summary>
    public IReadOnlyList<GivenConsent> Consents { get; private set; } = [];

    /// <param name="dedupeKey">Null for one that nobody can send again: it gets a key of its own.</param>
    public static Submission Create(
        Lead lead,
        Touch touch,
        string? dedupeKey,
        string? externalId,
        IReadOnlyList<SubmittedAnswer> answers,
        bool isTest,
        DateTimeOffset? submittedAt,
        DateTimeOffset receivedAt
    )
    {
        var id = Guid.CreateVersion7(receivedAt);

        return new()
        {
            TenantId = lead.TenantId,
            Id = id,
            LeadId = lead.Id,
            Source = touch.Source,
            AccountId = touch.AccountId,
            DedupeKey = dedupeKey ?? id.ToString(),
            ExternalId = externalId,
            FormId = touch.FormId,
            FormName = touch.FormName,
            CampaignId = touch.Campaign?.Id,
            CampaignName = touch.Campaign?.Name,
            AdGroupId = touch.AdGroup?.Id,
            AdGroupName = touch.AdGroup?.Name,
            AdId = touch.Ad?.Id,
            AdName = touch.Ad?.Name,
            ClickId = touch.ClickId,
            Answers = answers,
            IsTest = isTest,
            SubmittedAt = submittedAt,
            ReceivedAt = receivedAt,
        };
    }

    public Submission Of(int? formVersion)
    {
        FormVersion = formVersion;

        return this;
    }

    public Submission With(IReadOnlyList<GivenConsent> consents)
    {
        Consents = consents;

        return this;
    }

    /// <summary>The person turned out to be known already.</summary>
    public void MoveTo(Lead lead) => LeadId = lead.Id;
}

public sealed record SubmittedAnswer(string Question, string? Value);

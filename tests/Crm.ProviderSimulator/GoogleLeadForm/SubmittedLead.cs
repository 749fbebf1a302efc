using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm;

/// <summary>A lead and how its deliveries went.</summary>
internal sealed class SubmittedLead(string id, LeadSubmission submission, LeadIds ids, DateTimeOffset at)
{
    private readonly ConcurrentQueue<Delivery> deliveries = new();

    public string Id => id;

    public string CustomerId => submission.CustomerId;

    public bool IsTest => submission.IsTest;

    public string KeyMode => submission.KeyMode;

    public LeadIds Ids => ids;

    public DateTimeOffset At => at;

    public IReadOnlyList<FormAnswer> Answers { get; } = submission.Answers ?? FormQuestions.SampleAnswers;

    public IReadOnlyList<Delivery> Deliveries => [.. deliveries];

    /// <summary>delivered, waiting for its next try, or lost: refused for good or given up.</summary>
    public string State =>
        deliveries.Any(delivery => delivery.State == "delivered") ? "delivered"
        : deliveries.IsEmpty || deliveries.Any(delivery => delivery.State == "pending") ? "waiting"
        : "lost";

    public void Add(Delivery delivery) => deliveries.Enqueue(delivery);
}

/// <summary>The numbers that travel with a lead.</summary>
internal sealed record LeadIds(long Form, long Campaign, long AdGroup, long Creative, string ClickId);

using System.Text.Json.Serialization;
using Crm.Domain.Common;

namespace Crm.Domain.Leads;

/// <summary>The stages that a company's leads go through, in their order. Who never changed them has the default ones and no row.</summary>
public sealed class Pipeline : ITenantOwned, IVersioned
{
    public static readonly IReadOnlyList<Stage> Default =
    [
        new(LeadStatus.New, Name: null, StageKind.Open),
        new(LeadStatus.Contacted, Name: null, StageKind.Open),
        new(LeadStatus.Qualified, Name: null, StageKind.Open),
        new(LeadStatus.Won, Name: null, StageKind.Won),
        new(LeadStatus.Lost, Name: null, StageKind.Lost),
    ];

    private Pipeline() { }

    public TenantId TenantId { get; private set; }
    public IReadOnlyList<Stage> Stages { get; private set; } = [];
    public uint Version { get; private set; }

    public static Pipeline Create(TenantId tenantId) => new() { TenantId = tenantId, Stages = Default };

    /// <summary>What leads stand in must stay: ask <see cref="KeysWithout"/> first.</summary>
    public void Arrange(IReadOnlyList<Stage> stages) => Stages = stages;

    /// <returns>The stages that these no longer have.</returns>
    public IReadOnlyList<string> KeysWithout(IReadOnlyList<Stage> stages) =>
        [.. Stages.Select(stage => stage.Key).Except(stages.Select(stage => stage.Key), StringComparer.Ordinal)];
}

/// <param name="Key">What a lead's status says; never shown.</param>
/// <param name="Name">In the company's own words; null: whoever shows it has a word for the key.</param>
public sealed record Stage(string Key, string? Name, StageKind Kind);

/// <summary>A lead in an open stage is still worked on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageKind>))]
public enum StageKind
{
    Open,
    Won,
    Lost,
}

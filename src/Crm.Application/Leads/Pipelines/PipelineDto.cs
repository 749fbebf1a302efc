using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads.Pipelines;

/// <param name="Stages">In their order: open ones first, the one that new leads stand in at the top.</param>
public sealed record PipelineDto(IReadOnlyList<StageDto> Stages, [property: JsonIgnore] uint Version) : IVersionedAnswer
{
    internal static PipelineDto From(Pipeline? pipeline) =>
        new(
            [
                .. (pipeline?.Stages ?? Pipeline.Default).Select(stage => new StageDto(
                    stage.Key,
                    stage.Name,
                    stage.Kind
                )),
            ],
            pipeline?.Version ?? 0
        );
}

/// <param name="Key">What <c>status</c> of a lead says.</param>
/// <param name="Name">In the company's own words; null: the app has a word for the key.</param>
/// <param name="Kind">A lead in an <c>open</c> stage is still worked on; <c>won</c> ones count as won in the reports.</param>
public sealed record StageDto(string Key, string? Name, StageKind Kind);

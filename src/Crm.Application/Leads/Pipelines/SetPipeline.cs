using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Pipelines;

/// <param name="Stages">All of them, in their order.</param>
public sealed record SetPipeline(IReadOnlyList<StageDto> Stages) : IRequest<PipelineDto>;

internal sealed partial class SetPipelineValidator : AbstractValidator<SetPipeline>
{
    private const int MostStages = 20;
    private const int LongestName = 60;

    public SetPipelineValidator()
    {
        RuleFor(request => request.Stages)
            .Must(stages => stages is { Count: > 0 and <= MostStages } && stages.All(stage => stage is not null))
            .WithErrorCode("pipeline_size")
            .DependentRules(() =>
            {
                RuleFor(request => request.Stages).Must(BeginWithNew).WithErrorCode("pipeline_beginning");
                RuleFor(request => request.Stages).Must(EndWithClosed).WithErrorCode("pipeline_order");
                RuleFor(request => request.Stages).Must(BeDistinct).WithErrorCode("pipeline_repeated");
            });
        RuleForEach(request => request.Stages)
            .Must(stage => stage is null || (stage.Key is { } key && Key().IsMatch(key)))
            .WithErrorCode("stage_key");
        RuleForEach(request => request.Stages)
            .Must(stage => stage?.Name is null || stage.Name.Length <= LongestName)
            .WithErrorCode("text_too_long");
    }

    // Where leads of forms, hotspots and messages come in: they know no other stage.
    private static bool BeginWithNew(IReadOnlyList<StageDto> stages) =>
        stages[0] is { Key: LeadStatus.New, Kind: StageKind.Open };

    private static bool EndWithClosed(IReadOnlyList<StageDto> stages) =>
        stages.SkipWhile(stage => stage.Kind is StageKind.Open).All(stage => stage.Kind is not StageKind.Open);

    private static bool BeDistinct(IReadOnlyList<StageDto> stages) =>
        stages.DistinctBy(stage => stage.Key, StringComparer.Ordinal).Count() == stages.Count;

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}

internal sealed class SetPipelineHandler(ILeadsDb db, IPipelineTurns turns, IAuditTrail audit, ITenantContext tenant)
    : IRequestHandler<SetPipeline, PipelineDto>
{
    public async Task<PipelineDto> Handle(SetPipeline request, CancellationToken cancellationToken)
    {
        var stages = request
            .Stages.Select(stage => new Stage(stage.Key, CleanText.Of(stage.Name), stage.Kind))
            .ToList();
        Pipeline? pipeline = null;
        await turns.ChangingStagesAsync(
            async () =>
            {
                pipeline = await db.Pipelines.SingleOrDefaultAsync(cancellationToken);
                if (pipeline is null)
                {
                    pipeline = Pipeline.Create(tenant.TenantId);
                    db.Pipelines.Add(pipeline);
                }

                var removed = pipeline.KeysWithout(stages);
                await RequireEmptyAsync(removed, cancellationToken);
                await RecordAsync(pipeline.Stages, stages, cancellationToken);
                pipeline.Arrange(stages);
                await db.SaveChangesAsync(cancellationToken);

                return removed;
            },
            cancellationToken
        );

        return PipelineDto.From(pipeline);
    }

    /// <summary>Of all venues, and with those that can still be restored: they would come back to a stage that is no more.</summary>
    private async Task RequireEmptyAsync(IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        if (removed.Count == 0)
        {
            return;
        }

        var inUse = await db
            .Leads.IgnoreQueryFilters([VenueScope.Filter, DeletedLeads.Filter])
            .Where(lead => removed.Contains(lead.Status))
            .GroupBy(lead => lead.Status)
            .Select(leads => new { Stage = leads.Key, Leads = leads.Count() })
            .OrderByDescending(stage => stage.Leads)
            .FirstOrDefaultAsync(cancellationToken);
        if (inUse is not null)
        {
            throw new DomainException("stage_in_use", ("stage", inUse.Stage), ("leads", inUse.Leads));
        }
    }

    private ValueTask RecordAsync(
        IEnumerable<Stage> before,
        IEnumerable<Stage> after,
        CancellationToken cancellationToken
    ) =>
        audit.RecordAsync(
            new("pipeline.changed", "pipeline", tenant.TenantId.Value) { Before = Keys(before), After = Keys(after) },
            cancellationToken
        );

    private static Dictionary<string, object?> Keys(IEnumerable<Stage> stages) =>
        new(StringComparer.Ordinal) { ["stages"] = stages.Select(stage => stage.Key).ToArray() };
}

using Crm.Application.Leads.Pipelines;
using Crm.WebApi.Authentication;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.LeadWork;

/// <summary>The stages that leads go through.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipeline(this IEndpointRouteBuilder routes)
    {
        var pipeline = routes.MapGroup("/api/v1/pipeline").WithTags("Leads");

        pipeline.MapGet("", Get).RequireAuthorization(Policies.Viewer).OpenToTokens();
        pipeline.MapPut("", Set).RequireAuthorization(Policies.Admin);
    }

    private static async Task<Ok<PipelineDto>> Get(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetPipeline(), cancellationToken));

    private static async Task<Ok<PipelineDto>> Set(
        SetPipeline body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body, cancellationToken));
}

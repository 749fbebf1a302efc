using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Application.Leads.History;
using Crm.Application.Leads.Work;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.LeadWork;

/// <summary>What people do with a lead, and what came of it.</summary>
internal static class LeadWorkEndpoints
{
    public static void MapLeadWork(this IEndpointRouteBuilder routes)
    {
        var lead = routes.MapGroup("/api/v1/leads/{leadId:guid}").WithTags("Leads").OpenToTokens();
        var writes = lead.MapGroup("").RequireAuthorization(Policies.Member);

        writes.MapPatch("", Change);
        writes.MapDelete("", Delete);
        writes.MapPost("restore", Restore);
        writes.MapPost("status", Move);
        writes.MapPost("assign", Assign);
        writes.MapPost("notes", AddNote);
        lead.MapGet("timeline", Timeline).RequireAuthorization(Policies.Viewer);
    }

    private static async Task<Ok<LeadDto>> Change(
        Guid leadId,
        LeadChange body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithLead(await mediator.Send(new ChangeLead(leadId, body), cancellationToken));

    /// <summary>Gone for everybody; 30 days long <c>restore</c> brings it back.</summary>
    /// <param name="erase">Removes the person for good, from everything that the company knows; for admins in person.</param>
    private static async Task<NoContent> Delete(
        Guid leadId,
        bool? erase,
        Caller caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        caller.RequireMayErase(erase is true);
        IRequest request = erase is true ? new EraseLead(leadId) : new DeleteLead(leadId);
        await mediator.Send(request, cancellationToken);

        return TypedResults.NoContent();
    }

    private static async Task<Ok<LeadDto>> Restore(
        Guid leadId,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithLead(await mediator.Send(new RestoreLead(leadId), cancellationToken));

    private static async Task<Ok<LeadDto>> Move(
        Guid leadId,
        LeadStatusBody body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithLead(await mediator.Send(new MoveLead(leadId, body.Status), cancellationToken));

    private static async Task<Ok<LeadDto>> Assign(
        Guid leadId,
        LeadOwnerBody body,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithLead(await mediator.Send(new AssignLead(leadId, body.OwnerId), cancellationToken));

    private static async Task<Created<TimelineEntryDto>> AddNote(
        Guid leadId,
        LeadNoteBody body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            $"/api/v1/leads/{leadId}/timeline",
            await mediator.Send(new AddNote(leadId, body.Text), cancellationToken)
        );

    private static async Task<Ok<Page<TimelineEntryDto>>> Timeline(
        Guid leadId,
        string? cursor,
        int? limit,
        HttpResponse response,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => response.WithNextLink(await mediator.Send(new GetTimeline(leadId, cursor, limit ?? 50), cancellationToken));

    private static Ok<LeadDto> WithLead(this HttpResponse response, VersionedLead changed)
    {
        response.Headers.ETag = $"\"{changed.Version.ToString(CultureInfo.InvariantCulture)}\"";

        return TypedResults.Ok(changed.Lead);
    }
}

/// <param name="Status">The key of a stage.</param>
internal sealed record LeadStatusBody(string Status);

/// <param name="OwnerId">A member; null: nobody.</param>
internal sealed record LeadOwnerBody(Guid? OwnerId);

internal sealed record LeadNoteBody(string Text);

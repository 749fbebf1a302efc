using Crm.Application.Common;
using Crm.Application.Leads.Consents;
using Crm.WebApi.Authentication;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.LeadSources;

/// <summary>Who agreed to be contacted how, and who took it back.</summary>
internal static class ConsentsEndpoints
{
    public static void MapConsents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/leads/{leadId:guid}/consents").WithTags("Leads").OpenToTokens();

        group.MapGet("", List).RequireAuthorization(Policies.Viewer);
        group.MapPost("", Record).RequireAuthorization(Policies.Member);
    }

    private static async Task<Ok<Page<ConsentDto>>> List(
        Guid leadId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<ConsentDto>(await mediator.Send(new ListConsents(leadId), cancellationToken), NextCursor: null)
        );

    private static async Task<Created<ConsentDto>> Record(
        Guid leadId,
        ConsentBody body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Created(
            $"/api/v1/leads/{leadId}/consents",
            await mediator.Send(
                new RecordConsent(
                    leadId,
                    body.Channel,
                    body.Granted,
                    body.Text,
                    body.Language,
                    body.At,
                    body.Address,
                    body.Source
                ),
                cancellationToken
            )
        );
}

/// <param name="Channel"><c>sms</c>, <c>call</c>, <c>email</c> or <c>whatsapp</c>.</param>
/// <param name="Granted">False: refused, or taken back.</param>
/// <param name="Text">What the person was shown.</param>
/// <param name="At">Null: now.</param>
/// <param name="Address">The network address it was given from.</param>
internal sealed record ConsentBody(
    string Channel,
    bool Granted,
    string? Text = null,
    string? Language = null,
    DateTimeOffset? At = null,
    string? Address = null,
    string? Source = null
);

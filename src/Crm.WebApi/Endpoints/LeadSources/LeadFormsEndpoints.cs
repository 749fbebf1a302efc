using Crm.Application.Common;
using Crm.Application.Leads.Forms;
using Crm.WebApi.Authentication;
using Crm.WebApi.Conventions;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Endpoints.LeadSources;

/// <summary>Lead forms of an account: everybody of the company sees them, admins say what their questions mean.</summary>
internal static class LeadFormsEndpoints
{
    public static void MapLeadForms(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/integrations/accounts/{accountId:guid}/forms").WithTags("Lead forms");
        var reads = group.MapGroup("").RequireAuthorization(Policies.Viewer).RequireActiveSubscription();
        var changes = group.MapGroup("").RequireAuthorization(Policies.Admin).RequireActiveSubscription();

        reads.MapGet("", List);
        reads.MapGet("{formId}/mapping", Get);
        changes.MapPut("{formId}/mapping", Set);
    }

    private static async Task<Ok<Page<FormDto>>> List(
        Guid accountId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            new Page<FormDto>(await mediator.Send(new ListForms(accountId), cancellationToken), NextCursor: null)
        );

    private static async Task<Ok<FormMappingDto>> Get(
        Guid accountId,
        string formId,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetMapping(accountId, formId), cancellationToken));

    /// <param name="apply">Whether to run it over the leads already there, too.</param>
    private static async Task<Ok<FormMappingDto>> Set(
        Guid accountId,
        string formId,
        bool? apply,
        FormMappingBody body,
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new SetMapping(accountId, formId, body.Mapping, apply is true, request.WantedVersions()),
                cancellationToken
            )
        );
}

/// <param name="Mapping">What is not named here fills no field.</param>
internal sealed record FormMappingBody(IReadOnlyList<MappedQuestion> Mapping);

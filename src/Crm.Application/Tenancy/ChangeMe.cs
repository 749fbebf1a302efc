using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy;

/// <summary>The caller's own name and language, in every tenant. What is left out stays as it is.</summary>
public sealed record ChangeMe(string? FullName = null, string? Locale = null) : IRequest<GetMeResponse>;

internal sealed class ChangeMeValidator : AbstractValidator<ChangeMe>
{
    public ChangeMeValidator()
    {
        RuleFor(request => request.FullName!).IsName().When(request => request.FullName is not null);
        RuleFor(request => request.Locale).IsLocale();
    }
}

internal sealed class ChangeMeHandler(
    IPeople people,
    ITenancyDb db,
    IAuditTrail audit,
    ITenantContext tenant,
    ICurrentUser user,
    IMediator mediator
) : IRequestHandler<ChangeMe, GetMeResponse>
{
    public async Task<GetMeResponse> Handle(ChangeMe request, CancellationToken cancellationToken)
    {
        await people.ChangeAsync(
            user.PersonId,
            CleanText.Of(request.FullName)?.Trim(),
            request.Locale,
            cancellationToken
        );
        // A platform administrator belongs to no tenant, whose trail it could stand in.
        if (tenant.IsSet)
        {
            await audit.RecordAsync(new("person.changed", "person", user.PersonId), cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);

        return await mediator.Send(new GetMe(), cancellationToken);
    }
}

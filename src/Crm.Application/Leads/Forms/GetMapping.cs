using Crm.Application.Integrations.Contracts;
using FluentValidation;
using MediatR;

namespace Crm.Application.Leads.Forms;

public sealed record GetMapping(Guid AccountId, string FormId) : IRequest<FormMappingDto>;

internal sealed class GetMappingValidator : AbstractValidator<GetMapping>
{
    public GetMappingValidator() => RuleFor(request => request.FormId).MaximumLength(SetMapping.LongestId);
}

internal sealed class GetMappingHandler(ILeadsDb db, ILeadAccounts accounts)
    : IRequestHandler<GetMapping, FormMappingDto>
{
    public async Task<FormMappingDto> Handle(GetMapping request, CancellationToken cancellationToken)
    {
        var (form, questions) = await db.GetFormAsync(accounts, request.AccountId, request.FormId, cancellationToken);

        return FormMappingDto.From(form, questions);
    }
}

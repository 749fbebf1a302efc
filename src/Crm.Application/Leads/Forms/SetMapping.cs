using Crm.Application.Integrations.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Leads.Forms;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Forms;

/// <summary>Says which lead field each question fills. What is not named fills none; the answers are kept all the same.</summary>
/// <param name="IsApplied">Run over the leads already there: fills what is empty and overwrites nothing.</param>
/// <param name="Versions">Changes only the one of these that is the present one; null: whatever it is.</param>
public sealed record SetMapping(
    Guid AccountId,
    string FormId,
    IReadOnlyList<MappedQuestion> Mapping,
    bool IsApplied,
    IReadOnlyList<uint>? Versions
) : IRequest<FormMappingDto>
{
    internal const int LongestId = 200;
}

internal sealed class SetMappingValidator : AbstractValidator<SetMapping>
{
    private const int MostQuestions = 200;
    private const int LongestQuestion = 2_000;

    public SetMappingValidator()
    {
        RuleFor(request => request.FormId).MaximumLength(SetMapping.LongestId);
        RuleFor(request => request).Custom(Check);
    }

    private static void Check(SetMapping request, ValidationContext<SetMapping> context)
    {
        if (request.Mapping.Count > MostQuestions)
        {
            Refuse(context, "mapping", "text_too_long");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < Math.Min(request.Mapping.Count, MostQuestions); index++)
        {
            if (request.Mapping[index] is not { } mapped)
            {
                Refuse(context, $"mapping[{index}]", "member_null");
                continue;
            }

            if (mapped.Question.Length > LongestQuestion)
            {
                Refuse(context, $"mapping[{index}].question", "text_too_long");
            }

            if (!seen.Add(mapped.Question))
            {
                Refuse(context, $"mapping[{index}].question", "question_repeated");
            }

            if (!LeadField.IsKnown(mapped.Field))
            {
                Refuse(context, $"mapping[{index}].field", "lead_field");
            }
        }
    }

    private static void Refuse(ValidationContext<SetMapping> context, string member, string code) =>
        context.AddFailure(new ValidationFailure(member, code) { ErrorCode = code });
}

internal sealed class SetMappingHandler(
    ILeadsDb db,
    ILeadAccounts accounts,
    IFormBook book,
    MappingRerun rerun,
    IAuditTrail audit
) : IRequestHandler<SetMapping, FormMappingDto>
{
    private const int Attempts = 5;

    public async Task<FormMappingDto> Handle(SetMapping request, CancellationToken cancellationToken)
    {
        var (form, questions) = await ChangeAsync(request, cancellationToken);
        book.Forget(form.AccountId, form.FormId);
        var applied = request.IsApplied
            ? await rerun.RunAsync(form.AccountId, form.FormId, form.Mapping!, questions, cancellationToken)
            : null;

        return FormMappingDto.From(form, questions, applied);
    }

    private async Task<(Form Form, IReadOnlyList<FormQuestion> Questions)> ChangeAsync(
        SetMapping request,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var (form, questions) = await db.GetFormAsync(
                accounts,
                request.AccountId,
                request.FormId,
                cancellationToken
            );
            if (request.Versions is not null && !request.Versions.Contains((uint)form.MappingVersion))
            {
                throw new DomainException("precondition_failed");
            }

            var before = form.Mapping;
            form.ChangeMapping(
                new(
                    request.Mapping.ToDictionary(
                        mapped => CleanText.Storable(mapped.Question),
                        mapped => mapped.Field,
                        StringComparer.Ordinal
                    )
                ),
                questions
            );
            try
            {
                await audit.RecordAsync(
                    new("lead_form.mapping_changed", "account", form.AccountId)
                    {
                        Before = Members(form, before),
                        After = Members(form, form.Mapping),
                    },
                    cancellationToken
                );
                await db.SaveChangesAsync(cancellationToken);

                return (form, questions);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.Forget();
            }
        }
    }

    private static Dictionary<string, object?> Members(Form form, FieldMapping? mapping) =>
        new(StringComparer.Ordinal) { ["formId"] = form.FormId, ["mapping"] = mapping?.Fields };
}

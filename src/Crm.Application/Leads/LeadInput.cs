using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Common.Phones;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Leads;

/// <summary>What a caller says about a lead: checked in one pass, since this is asked with every lead that is created.</summary>
internal sealed class LeadInput(IPhoneNumbers phones, ILeadReferences references)
{
    private const int LongestName = 200;
    private const int LongestPhone = 64;
    private const int LongestWord = 100;
    private const int LongestNote = 4000;

    public Task CheckAsync(
        CreateLead request,
        ValidationContext<CreateLead> context,
        CancellationToken cancellationToken
    ) => CheckAsync(request, context, isNew: true, cancellationToken);

    /// <param name="isNew">It must be told who it is, and where it stands is looked up here.</param>
    public async Task CheckAsync<T>(
        CreateLead request,
        ValidationContext<T> context,
        bool isNew,
        CancellationToken cancellationToken
    )
    {
        var faults = Faults(request).ToList();
        if (isNew && CleanText.Of(request.FullName) is null && request.Email is null && request.Phone is null)
        {
            faults.Insert(0, (nameof(request.FullName), "lead_nameless"));
        }

        if (isNew && request.Status is { } status && !await IsStageAsync(status, cancellationToken))
        {
            faults.Add((nameof(request.Status), "status_unknown"));
        }

        if (request.Phone is not null && await PhoneAsync(request.Phone, cancellationToken) is null)
        {
            faults.Add((nameof(CreateLead.Phone), "phone_unreadable"));
        }

        if (request.OwnerId is { } owner && !await references.IsMemberAsync(owner, cancellationToken))
        {
            faults.Add((nameof(CreateLead.OwnerId), "owner_unknown"));
        }

        foreach (var (member, code) in faults)
        {
            context.AddFailure(new ValidationFailure(member, code) { ErrorCode = code });
        }
    }

    public async ValueTask<PhoneNumber?> PhoneAsync(string? phone, CancellationToken cancellationToken) =>
        CleanText.Of(phone) is { } typed ? phones.Parse(typed, await references.CountryAsync(cancellationToken)) : null;

    private async ValueTask<bool> IsStageAsync(string status, CancellationToken cancellationToken) =>
        status.Length is > 0 and <= LongestWord
        && CleanText.Storable(status) == status
        && await references.IsStageAsync(status, cancellationToken);

    private static IEnumerable<(string Member, string Code)> Faults(CreateLead request)
    {
        if (request.Email is not null && EmailAddress.Parse(request.Email) is null)
        {
            yield return (nameof(request.Email), "email_unreadable");
        }

        if (request.CustomFields is { ValueKind: not JsonValueKind.Null } fields && !CustomFields.CanKeep(fields))
        {
            yield return (nameof(request.CustomFields), "fields_unkeepable");
        }

        if (request.Consent is { ValueKind: not JsonValueKind.Null } consent && !CustomFields.CanKeep(consent))
        {
            yield return (nameof(request.Consent), "fields_unkeepable");
        }

        foreach (var tooLong in TooLong(request))
        {
            yield return (tooLong, "text_too_long");
        }
    }

    private static IEnumerable<string> TooLong(CreateLead request)
    {
        (string Member, string? Text, int Most)[] texts =
        [
            (nameof(request.FullName), request.FullName, LongestName),
            (nameof(request.Phone), request.Phone, LongestPhone),
            (nameof(request.Source), request.Source, LongestWord),
            (nameof(request.VenueId), request.VenueId, LongestWord),
            (nameof(request.Note), request.Note, LongestNote),
        ];
        foreach (var (member, text, most) in texts)
        {
            if (text?.Length > most)
            {
                yield return member;
            }
        }

        if (
            request.Tags is { } tags
            && (tags.Count > Lead.MaximumTags || tags.Any(tag => tag is null || tag.Length > LongestWord))
        )
        {
            yield return nameof(request.Tags);
        }
    }
}

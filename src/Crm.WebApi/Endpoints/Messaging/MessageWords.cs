using Crm.Application.Common;
using Crm.Application.Messaging.Conversations;
using Crm.WebApi.Errors;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Endpoints.Messaging;

/// <summary>What a platform answered, in the caller's language where it is one of ours.</summary>
internal static class MessageWords
{
    public static MessageDto InLanguage(this MessageDto message) =>
        message with
        {
            Error = InLanguage(message.Error),
            Attempts = message.Attempts?.Select(InLanguage).ToList(),
        };

    public static Page<MessageDto> InLanguage(this Page<MessageDto> page) =>
        page with
        {
            Data = [.. page.Data.Select(InLanguage)],
        };

    private static MessageAttemptDto InLanguage(MessageAttemptDto attempt) =>
        attempt with
        {
            Error = InLanguage(attempt.Error),
        };

    private static MessageErrorDto? InLanguage(MessageErrorDto? error) =>
        error is null
            ? null
            : error with
            {
                Message =
                    MemberTexts.OfReason(error.Message)
                    ?? (
                        ProblemCatalog.Statuses.ContainsKey(error.Code)
                            ? ProblemTexts.Find(RequestLanguage.Current, error.Code).Title
                            : error.Code
                    ),
            };
}

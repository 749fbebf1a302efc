using Crm.Application.Integrations.Accounts;
using Crm.WebApi.Errors;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Connections;

/// <summary>Says in the caller's language what to do about an account's last error.</summary>
internal static class AccountRemedies
{
    public static AccountDto InLanguage(this AccountDto account) =>
        account.Health.LastError is { } error
            ? account with
            {
                Health = account.Health with
                {
                    LastError = error with
                    {
                        Message = MemberTexts.OfReason(error.Message),
                        Remedy = Remedy(account, error),
                    },
                },
            }
            : account;

    private static string? Remedy(AccountDto account, AccountErrorDto error) =>
        ProblemCatalog.Statuses.ContainsKey(error.Code)
            ? ProblemTexts.Fill(
                ProblemTexts.Find(RequestLanguage.Current, error.Code).Detail,
                [
                    ("platform", account.Platform),
                    ("reason", MemberTexts.OfReason(error.Message)),
                    ("retryAfter", TimeSpan.FromSeconds(60)),
                ]
            )
            : null;
}

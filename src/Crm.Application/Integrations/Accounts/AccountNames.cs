namespace Crm.Application.Integrations.Accounts;

internal static class AccountNames
{
    public const int MaximumLength = 100;
}

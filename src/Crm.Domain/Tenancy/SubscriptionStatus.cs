namespace Crm.Domain.Tenancy;

public enum SubscriptionStatus
{
    Trialing,
    Active,
    PastDue,
    Canceled,
}

using Crm.Application.Leads;
using Crm.Domain.Leads;

namespace Crm.Infrastructure.Leads;

internal sealed class PhoneNumbers : IPhoneNumbers
{
    public PhoneNumber? Parse(string text, string country) => PhoneNumber.FromE164("+" + PhoneNumber.DigitsOf(text));
}

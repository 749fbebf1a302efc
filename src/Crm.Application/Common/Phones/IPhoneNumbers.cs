using Crm.Domain.Common;

namespace Crm.Application.Common.Phones;

/// <summary>Reads phone numbers as people type them, by the numbering plans of all countries.</summary>
public interface IPhoneNumbers
{
    /// <summary>Null when it cannot be a phone number.</summary>
    /// <param name="country">ISO 3166 code of the plan to read a number by that names no country itself.</param>
    PhoneNumber? Parse(string text, string country);
}

using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;

namespace Crm.Application.Identity.Passwords;

internal static class PasswordMails
{
    /// <summary>Tells the owner, who may not have done it.</summary>
    public static Mail Changed(PersonDto person) =>
        new(
            MailTemplate.PasswordChanged,
            EmailAddress.Parse(person.Email)!,
            person.Locale,
            new Dictionary<string, Secret>(StringComparer.Ordinal) { ["fullName"] = new(person.FullName) }
        );
}

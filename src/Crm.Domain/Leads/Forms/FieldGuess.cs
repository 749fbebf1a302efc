using System.Globalization;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Leads.Forms;

/// <summary>What the known names of questions mean, in English, Turkish and Arabic, until somebody says otherwise.</summary>
public static class FieldGuess
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        [LeadField.FullName] =
        [
            "name",
            "fullname",
            "yourname",
            "adsoyad",
            "adısoyadı",
            "adınızsoyadınız",
            "isim",
            "isimsoyisim",
            "adı",
            "adınız",
            "الاسم",
            "الاسمالكامل",
            "الاسمبالكامل",
        ],
        [LeadField.FirstName] = ["firstname", "givenname", "ad", "الاسمالاول"],
        [LeadField.LastName] =
        [
            "lastname",
            "familyname",
            "surname",
            "soyad",
            "soyadı",
            "soyadınız",
            "soyisim",
            "اسمالعائلة",
            "الاسمالاخير",
        ],
        [LeadField.Email] =
        [
            "email",
            "emailaddress",
            "useremail",
            "workemail",
            "mail",
            "eposta",
            "epostaadresi",
            "epostaadresiniz",
            "البريدالالكتروني",
            "بريدالكتروني",
        ],
        [LeadField.Phone] =
        [
            "phone",
            "phonenumber",
            "userphone",
            "workphone",
            "mobile",
            "mobilenumber",
            "telefon",
            "telefonnumarası",
            "telefonnumaranız",
            "ceptelefonu",
            "gsm",
            "رقمالهاتف",
            "الهاتف",
            "رقمالجوال",
            "الجوال",
        ],
    };

    private static readonly Dictionary<string, string> Fields = Known
        .SelectMany(pair => pair.Value.Select(name => (Name: Folded(name), Field: pair.Key)))
        .ToDictionary(pair => pair.Name, pair => pair.Field, StringComparer.Ordinal);

    public static FieldMapping Of(IEnumerable<FormQuestion> questions)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            fields[question.Key] = Of(question);
        }

        return new(fields);
    }

    private static string Of(FormQuestion question)
    {
        if (question.Kind == FormQuestion.ConsentKind)
        {
            var channel = ConsentChannel.NamedBy(Folded(question.Key));

            return channel is null ? LeadField.None : LeadField.ConsentPrefix + channel;
        }

        return Fields.GetValueOrDefault(Folded(question.Key))
            ?? (question.Label is { } label ? Fields.GetValueOrDefault(Folded(label)) : null)
            ?? LeadField.None;
    }

    /// <summary>Letters alone, without marks and case: dotted and dotless i are the same.</summary>
    private static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in CleanText.Storable(text).Normalize(NormalizationForm.FormD))
        {
            if (
                char.IsLetter(letter)
                && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark
            )
            {
                var lower = char.ToLowerInvariant(letter);
                folded.Append(lower is 'ı' or 'İ' ? 'i' : lower);
            }
        }

        return folded.ToString();
    }
}

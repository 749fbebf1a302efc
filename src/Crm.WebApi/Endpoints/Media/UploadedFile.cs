using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Endpoints.Media;

/// <summary>The file of a request while it arrives: the body itself, or the part <c>file</c> of a form.</summary>
internal static class UploadedFile
{
    private const string Part = "file";
    private const int LongestBoundary = 100;

    /// <exception cref="ValidationException">The form has no such part, or one in front of it.</exception>
    public static async Task<Stream> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
        {
            return request.Body;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= LongestBoundary })
        {
            throw Invalid("parameter_required");
        }

        var section = await ReadAsync(new(boundary, request.Body), cancellationToken);

        return
            section?.GetContentDispositionHeader() is { } disposition
            && HeaderUtilities.RemoveQuotes(disposition.Name).Equals(Part, StringComparison.Ordinal)
            ? section.Body
            : throw Invalid("file_part");
    }

    private static async Task<MultipartSection?> ReadAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken);
        }
        // The framework's words for a form that is none.
        catch (Exception exception)
            when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Invalid("file_part");
        }
    }

    private static ValidationException Invalid(string code) =>
        new([new ValidationFailure(Part, code) { ErrorCode = code }]);
}
